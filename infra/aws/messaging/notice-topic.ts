import { Topic } from 'aws-cdk-lib/aws-sns';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { Stack } from 'aws-cdk-lib';

/** Notices for whoever subscribes. Links in them carry ids and authorise nothing. */
export class NoticeTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      enforceSSL: true,
      masterKey: Alias.fromAliasName(this, 'Key', 'alias/aws/sns'),
    });
  }

  grantPublish(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
      }),
    );
  }
}

/** Lets a function send mail from the deployment's sender, and from no other. */
export const grantSendMail = (grantee: IGrantable, scope: Construct, sender: string): void => {
  const address = /<([^>]+)>/.exec(sender)?.[1] ?? sender;
  const domain = address.slice(address.indexOf('@') + 1);
  const stack = Stack.of(scope);
  const identity = `arn:${stack.partition}:ses:${stack.region}:${stack.account}:identity`;
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['ses:SendEmail'],
      resources: [`${identity}/${domain}`, `${identity}/${address}`],
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    }),
  );
};
