import { ApiError, unsupported } from '../engine/api-error.ts';
import {
  invalid,
  optionalChoice,
  optionalFlag,
  optionalLimitedText,
  optionalList,
  optionalStructure,
  optionalText,
} from './request-fields.ts';
import type { Request } from './request-fields.ts';

/** What every machine is described with: nothing else can be chosen here. */
export const configuration = {
  loggingConfiguration: { level: 'OFF', includeExecutionData: false },
  tracingConfiguration: { enabled: false },
  encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
} as const;

/** The fields that describe how a machine is run beside its definition. */
export const configurationFields = Object.keys(configuration);

const invalidLogging = (reason: string): ApiError =>
  new ApiError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${reason}`);

const checkLogging = (request: Request): void => {
  const logging = optionalStructure(request, 'loggingConfiguration', [
    'level',
    'includeExecutionData',
    'destinations',
  ]);
  if (logging === undefined) return;
  const level = optionalChoice(logging, 'level', ['ALL', 'ERROR', 'FATAL', 'OFF']) ?? 'OFF';
  const destinations = optionalList(logging, 'destinations') ?? [];
  if (destinations.length > 1 || (level !== 'OFF' && destinations.length === 0)) {
    throw invalidLogging('Must specify exactly one Log Destination.');
  }
  // There are no log groups here, which is what AWS says of one that is not there.
  if (destinations.length === 1) throw invalidLogging('Log Destination not found.');
  if (optionalFlag(logging, 'includeExecutionData') === true) {
    throw unsupported('loggingConfiguration.includeExecutionData true');
  }
};

const checkTracing = (request: Request): void => {
  const tracing = optionalStructure(request, 'tracingConfiguration', ['enabled']);
  if (tracing === undefined) return;
  const enabled = optionalFlag(tracing, 'enabled');
  if (enabled === undefined) {
    const reason = 'enabled has not been set to true or false';
    throw new ApiError('InvalidTracingConfiguration', `Invalid Tracing Configuration: ${reason}`);
  }
  if (enabled) throw unsupported('tracingConfiguration.enabled true');
};

const checkEncryption = (request: Request): void => {
  const encryption = optionalStructure(request, 'encryptionConfiguration', [
    'type',
    'kmsKeyId',
    'kmsDataKeyReusePeriodSeconds',
  ]);
  if (encryption === undefined) return;
  const types = ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KMS_KEY'] as const;
  const type = optionalChoice(encryption, 'type', types);
  if (type === undefined) {
    throw invalid('encryptionConfiguration.type', 'Member must not be null', null);
  }
  const key = optionalText(encryption, 'kmsKeyId');
  const isOwned = type === 'AWS_OWNED_KEY';
  const reusePeriod = encryption['kmsDataKeyReusePeriodSeconds'] ?? undefined;
  if (isOwned ? (key ?? reusePeriod) !== undefined : key === undefined) {
    throw new ApiError(
      'InvalidEncryptionConfiguration',
      `Invalid Encryption Configuration: kmsKeyId ${isOwned ? 'and kmsDataKeyReusePeriodSeconds go with' : 'is missing for'} the type CUSTOMER_MANAGED_KMS_KEY`,
    );
  }
  if (!isOwned) throw unsupported('encryptionConfiguration.type CUSTOMER_MANAGED_KMS_KEY');
};

/**
 * Lets pass only what asks for the configuration that machines have here.
 * @throws ApiError `InvalidLoggingConfiguration`, `InvalidTracingConfiguration`,
 * `InvalidEncryptionConfiguration` where AWS refuses too, else `ValidationException`
 */
export const checkConfiguration = (request: Request): void => {
  checkLogging(request);
  checkTracing(request);
  checkEncryption(request);
};

/** Tags can't be kept here: a list of none asks for nothing. */
export const checkTags = (request: Request): void => {
  if ((optionalList(request, 'tags') ?? []).length > 0) throw unsupported('A list of tags');
};

/** There are no versions here: who asks for one would otherwise believe that there is one. */
export const checkPublishing = (request: Request): void => {
  const description = optionalLimitedText(request, 'versionDescription', { least: 0, most: 256 });
  if (optionalFlag(request, 'publish') === true) throw unsupported('publish true');
  if (description === undefined) return;
  const message = 'Version description can only be set when publish is true';
  throw new ApiError('ValidationException', message);
};

/** Nothing is encrypted here, so that everything can be included, and is. */
export const checkIncludedData = (request: Request): void => {
  const data = optionalChoice(request, 'includedData', ['ALL_DATA', 'METADATA_ONLY']);
  if (data === 'METADATA_ONLY') throw unsupported('includedData METADATA_ONLY');
};
