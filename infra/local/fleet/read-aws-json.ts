import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { fileFault } from '../settings/file-fault.ts';
import { FleetFileError } from './fleet-file-error.ts';
import { findJsonFault } from './json-fault.ts';

const text = (what: string) => z.string(`expected ${what}`).min(1, `expected ${what}`);

const zone = text('an availability zone').regex(
  /^[a-z0-9-]{1,64}$/,
  'expected an availability zone such as us-east-1a',
);

const Tag = z.object({
  Key: z.string('expected the name of a tag'),
  Value: z.string('expected the value of a tag'),
});

/** The members of an instance that the file fleet reads; AWS writes many more. */
export const Instance = z.object(
  {
    InstanceId: text('an instance id').regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/,
      'expected an instance id such as i-0123456789abcdef0',
    ),
    ImageId: text('an image id').regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/,
      'expected an image id such as ami-0123456789abcdef0',
    ),
    State: z.object(
      {
        Name: z.enum(
          ['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped'],
          'expected a state: pending, running, shutting-down, terminated, stopping or stopped',
        ),
      },
      'expected an object with the Name of a state',
    ),
    Placement: z
      .object({ AvailabilityZone: zone.nullish() }, 'expected an object with an AvailabilityZone')
      .nullish(),
    Platform: z.string('expected the name of a platform').nullish(),
    PlatformDetails: z.string('expected the details of a platform').nullish(),
    VpcId: z.string('expected the id of a VPC').nullish(),
    PrivateIpAddress: z.string('expected an address').nullish(),
    PublicIpAddress: z.string('expected an address').nullish(),
    /** Of the reservation, which is where AWS writes it. */
    OwnerId: z.string('expected an account').nullish(),
    Tags: z.array(Tag, 'expected a list of tags').nullish(),
  },
  'expected an instance',
);
export type Instance = z.infer<typeof Instance>;

const Instances = z.object(
  {
    Reservations: z.array(
      z.object(
        {
          OwnerId: z.string('expected an account').nullish(),
          Instances: z.array(Instance, 'expected a list of instances'),
        },
        'expected a reservation with its Instances',
      ),
      'expected the list of Reservations that "aws ec2 describe-instances" prints',
    ),
    NextToken: z.string().nullish(),
  },
  'expected the object that "aws ec2 describe-instances" prints',
);

const InstanceInformation = z.object(
  {
    InstanceInformationList: z.array(
      z.object(
        {
          InstanceId: text('an instance id'),
          PingStatus: z.string('expected a ping status').nullish(),
          PlatformType: z.string('expected the type of a platform').nullish(),
          PlatformName: z.string('expected the name of a platform').nullish(),
          PlatformVersion: z.string('expected the version of a platform').nullish(),
        },
        'expected the information of an instance',
      ),
      'expected the InstanceInformationList that "aws ssm describe-instance-information" prints',
    ),
  },
  'expected the object that "aws ssm describe-instance-information" prints',
);
export type InstanceInformation = z.infer<
  typeof InstanceInformation
>['InstanceInformationList'][number];

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const readText = (setting: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const fault = fileFault(error);
    if (fault === null) throw error;
    throw new FleetFileError(setting, '', `${path} ${fault}`);
  }
};

const parseJson = (setting: string, source: string): unknown => {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    const fault = findJsonFault(source);
    if (fault === null) throw new FleetFileError(setting, '', 'is not JSON');
    const { line, column, expected } = fault;
    throw new FleetFileError(setting, `${line}:${column}`, `is not JSON: expected ${expected}`);
  }
};

const readDocument = <Schema extends z.ZodType>(
  setting: string,
  path: string,
  schema: Schema,
): z.infer<Schema> => {
  const parsed = schema.safeParse(parseJson(setting, readText(setting, path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = pointerOf(issue?.path ?? []);
  throw new FleetFileError(setting, place === '' ? '/' : place, issue?.message ?? 'is malformed');
};

/**
 * The instances in the output of `aws ec2 describe-instances`, in its order.
 * @throws FleetFileError with the place of the first fault.
 */
export const readInstances = (
  path: string,
): { readonly instances: readonly Instance[]; readonly complete: boolean } => {
  const { Reservations, NextToken } = readDocument('FLEET_FILE', path, Instances);
  const seen = new Set<string>();
  Reservations.forEach((reservation, outer) => {
    reservation.Instances.forEach(({ InstanceId }, inner) => {
      const place = `/Reservations/${outer}/Instances/${inner}/InstanceId`;
      if (seen.has(InstanceId)) {
        throw new FleetFileError('FLEET_FILE', place, `${InstanceId} is in the file twice`);
      }
      seen.add(InstanceId);
    });
  });
  return {
    instances: Reservations.flatMap(({ OwnerId, Instances: own }) =>
      own.map((instance) => ({ ...instance, OwnerId })),
    ),
    complete: (NextToken ?? '') === '',
  };
};

/**
 * The entries in the output of `aws ssm describe-instance-information`.
 * @throws FleetFileError with the place of the first fault.
 */
export const readInstanceInformation = (path: string): readonly InstanceInformation[] =>
  readDocument('SSM_FILE', path, InstanceInformation).InstanceInformationList;
