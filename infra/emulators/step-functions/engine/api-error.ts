/** An error of the Step Functions API, by AWS's name for it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** How every refusal ends of what AWS has, or might have, and this does not. */
export const unsupportedHere = 'is not supported by the local Step Functions';

/** A field, or one of its values, that would otherwise pass in silence. */
export const unsupported = (what: string): ApiError =>
  new ApiError('ValidationException', `${what} ${unsupportedHere}`);

export const executionDoesNotExist = (arn: string): ApiError =>
  new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const machineDoesNotExist = (arn: string): ApiError =>
  new ApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

export const executionAlreadyExists = (arn: string): ApiError =>
  new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
