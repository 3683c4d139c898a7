import type * as z from 'zod';
import { lazy } from './lazy.ts';
import { logger } from './logger.ts';

/**
 * Makes the Lambda handler of one state-machine task. Input and output are parsed by the schemas,
 * so that a machine and its functions can't drift apart unseen. Errors keep their name: the
 * machine's Retry and Catch match on it. `useCase` is composed once per cold start. The schemas
 * stay readable on the handler.
 */
export const taskHandler = <Input extends z.ZodType, Output extends z.ZodType>(definition: {
  readonly input: Input;
  readonly output: Output;
  readonly useCase: () => (input: z.output<Input>) => Promise<z.input<Output>>;
}) => {
  const { input, output, useCase } = definition;
  const run = lazy(useCase);
  const handler = async (event: unknown): Promise<z.output<Output>> => {
    try {
      return output.parse(await run()(input.parse(event)));
    } catch (error) {
      logger().warn('Task failed', { error });
      throw error;
    }
  };
  return Object.assign(handler, { input, output });
};
