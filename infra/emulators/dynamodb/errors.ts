/** The shape names under which DynamoDB reports its errors. */
type Origin =
  'com.amazonaws.dynamodb.v20120810' | 'com.amazon.coral.validate' | 'com.amazon.coral.service';

/** An answer other than success: what DynamoDB puts into `__type`, the message and further fields. */
export class DynamoDbError extends Error {
  override readonly name = 'DynamoDbError';
  readonly type: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether one action of a transaction is at fault, which then is a reason to cancel it. */
  readonly isOfAction: boolean;
  private readonly origin: Origin;

  constructor(details: {
    type: string;
    message: string;
    origin?: Origin;
    status?: number;
    fields?: Readonly<Record<string, unknown>>;
    isOfAction?: boolean;
  }) {
    super(details.message);
    this.type = details.type;
    this.origin = details.origin ?? 'com.amazonaws.dynamodb.v20120810';
    this.status = details.status ?? 400;
    this.fields = details.fields ?? {};
    this.isOfAction = details.isOfAction ?? false;
  }

  /** The JSON body as DynamoDB writes it. */
  toBody(): Readonly<Record<string, unknown>> {
    return { __type: `${this.origin}#${this.type}`, message: this.message, ...this.fields };
  }
}

export const validationError = (message: string): DynamoDbError =>
  new DynamoDbError({
    type: 'ValidationException',
    origin: 'com.amazon.coral.validate',
    message,
  });

/** A field of a request, or of a structure in it, that would otherwise pass in silence. */
export const unsupported = (field: string, where: string): DynamoDbError =>
  validationError(`The field ${field} of ${where} is not supported by the local DynamoDB`);

/** A value in the request that breaks the parameter rules of its operation. */
export const invalidParameter = (message: string): DynamoDbError =>
  validationError(`One or more parameter values were invalid: ${message}`);

/** A key, or an item's key attribute, that does not fit the table; see `isOfAction`. */
export const keyError = (message: string): DynamoDbError =>
  new DynamoDbError({
    type: 'ValidationException',
    origin: 'com.amazon.coral.validate',
    message,
    isOfAction: true,
  });

export const serializationError = (message: string): DynamoDbError =>
  new DynamoDbError({
    type: 'SerializationException',
    origin: 'com.amazon.coral.service',
    message,
  });

export const unknownOperation = (): DynamoDbError =>
  new DynamoDbError({
    type: 'UnknownOperationException',
    origin: 'com.amazon.coral.service',
    message: '',
  });

export const resourceNotFound = (detail = ''): DynamoDbError =>
  new DynamoDbError({
    type: 'ResourceNotFoundException',
    message: `Requested resource not found${detail}`,
  });

export const resourceInUse = (message: string): DynamoDbError =>
  new DynamoDbError({ type: 'ResourceInUseException', message });

/** A condition that did not hold; `item` is the stored item where the request asked for it. */
export const conditionalCheckFailed = (item?: object): DynamoDbError =>
  new DynamoDbError({
    type: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    fields: item === undefined ? {} : { Item: item },
  });

/** Why one action of a transaction stood in the way; `{ Code: 'None' }` for one that did not. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: object;
}

/**
 * What one action's failure is within the reasons.
 * @throws the error itself where it is not the action's
 */
export const cancellationReason = (error: unknown): CancellationReason => {
  if (!(error instanceof DynamoDbError)) throw error;
  if (error.type === 'ConditionalCheckFailedException') {
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...error.fields };
  }
  if (error.type === 'ValidationException') {
    return { Code: 'ValidationError', Message: error.message };
  }
  throw error;
};

export const transactionCanceled = (reasons: readonly CancellationReason[]): DynamoDbError => {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new DynamoDbError({
    type: 'TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    fields: { CancellationReasons: reasons },
  });
};

export const idempotentParameterMismatch = (): DynamoDbError =>
  new DynamoDbError({
    type: 'IdempotentParameterMismatchException',
    message:
      'Request parameters do not match those of an earlier request with the same client token',
  });

export const internalServerError = (): DynamoDbError =>
  new DynamoDbError({
    type: 'InternalServerError',
    message: 'Internal server error',
    status: 500,
  });
