import { ApiError } from '../engine/api-error.ts';

const invalidArn = (what: string): ApiError => new ApiError('InvalidArn', `Invalid Arn: '${what}'`);

/**
 * The names at the end of an ARN of Step Functions: of the machine, and of the execution.
 * @throws ApiError `InvalidArn` in AWS's words
 */
export const checkArn = (arn: string, type: 'stateMachine' | 'execution'): readonly string[] => {
  if (!arn.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  const [, partition, service, region, account, found, ...names] = arn.split(':');
  const isOfService = service === 'states' && Boolean(partition && region && account);
  if (!isOfService || found === undefined) throw invalidArn(arn);
  if (found !== type) throw invalidArn(`Resource type not valid in this context: ${found}`);
  // A third name is that of a version or an alias.
  const isNamed = names.every((name) => name !== '' && !/[\s/]/.test(name));
  const most = type === 'execution' ? [2] : [1, 2];
  if (!isNamed || !most.includes(names.length)) throw invalidArn(arn);
  return names;
};
