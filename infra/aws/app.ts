import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from './compute/bundle-functions.ts';
import { OrchestratorStack } from './orchestrator-stack.ts';
import { parseParameters } from './parameters.ts';

const app = new App();
const parameters = parseParameters(app.node.tryGetContext('orchestrator'));
const bundles = await bundleFunctions();
new OrchestratorStack(app, parameters.stackName, { parameters, bundles });
Validations.of(app).addPlugins(new AwsSolutionsChecks());
app.synth();
