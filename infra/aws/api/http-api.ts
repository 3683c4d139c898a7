import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  HttpApi as ApiGatewayHttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fallbackRoute, routes } from '../../../functions/contract/routes.ts';
import { routeGroups } from '../../../functions/contract/groups.ts';
import type { RouteGroup } from '../../../functions/contract/groups.ts';

export interface HttpApiProps {
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** The HTTP API: the routes of the contract's operations, a JWT authorizer on all that are not public. */
export class HttpApi extends Construct {
  readonly api: ApiGatewayHttpApi;
  readonly #authorizer: HttpJwtAuthorizer;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    this.#authorizer = new HttpJwtAuthorizer('Jwt', props.issuer, {
      jwtAudience: [...props.audience],
    });
    this.api = new ApiGatewayHttpApi(this, 'Api', { createDefaultStage: true });
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const stage = this.api.defaultStage?.node.defaultChild as CfnStage;
    stage.accessLogSettings = {
      destinationArn: log.logGroupArn,
      format: JSON.stringify({
        requestId: '$context.requestId',
        time: '$context.requestTime',
        routeKey: '$context.routeKey',
        status: '$context.status',
        caller: '$context.authorizer.claims.sub',
        sourceIp: '$context.identity.sourceIp',
        latencyMs: '$context.responseLatency',
      }),
    };
    stage.defaultRouteSettings = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };
  }

  /** Sends every route of the table to the function of its group. */
  routeTo(functionOf: (group: RouteGroup) => IFunction): void {
    const integrations = Object.fromEntries(
      routeGroups.map((group) => [
        group,
        new HttpLambdaIntegration(`${group}-integration`, functionOf(group), {
          timeout: Duration.seconds(29),
        }),
      ]),
    ) as Record<RouteGroup, HttpLambdaIntegration>;
    for (const route of routes) {
      this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: integrations[route.group],
        authorizer: route.right === 'public' ? new HttpNoneAuthorizer() : this.#authorizer,
      });
    }
    new HttpRoute(this, 'Fallback', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integrations[fallbackRoute.group],
      authorizer: new HttpNoneAuthorizer(),
    });
  }

  /** Origin of the deployed API. */
  get origin(): string {
    return `https://${this.api.apiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`;
  }
}
