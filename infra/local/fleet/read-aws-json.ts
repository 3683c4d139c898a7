import * as z from 'zod';
import { FleetFileError } from './fleet-file-error.ts';
import { findJsonFault } from './json-fault.ts';
import { filesOf, readText } from './read-text.ts';
import type { FleetSource } from './fleet-asset.ts';

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
    Architecture: z.string('expected the name of an architecture').nullish(),
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
    NextToken: z.string().nullish(),
  },
  'expected the object that "aws ssm describe-instance-information" prints',
);
export type InstanceInformation = z.infer<
  typeof InstanceInformation
>['InstanceInformationList'][number];

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A file among several is named in the place of a fault. */
interface Document {
  readonly setting: string;
  readonly path: string;
  readonly named: boolean;
}

const faultAt = ({ setting, path, named }: Document, place: string, fault: string) =>
  new FleetFileError(setting, named ? [path, place].filter(Boolean).join(' ') : place, fault);

const parseJson = (document: Document, source: string): unknown => {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    const fault = findJsonFault(source);
    if (fault === null) throw faultAt(document, '', 'is not JSON');
    const { line, column, expected } = fault;
    throw faultAt(document, `${line}:${column}`, `is not JSON: expected ${expected}`);
  }
};

interface Read<Value> {
  readonly document: Document;
  readonly value: Value;
  readonly modifiedAt: string;
}

const readDocument = <Schema extends z.ZodType>(
  document: Document,
  schema: Schema,
): Read<z.infer<Schema>> => {
  const { text, modifiedAt } = readText(document.setting, document.path);
  const parsed = schema.safeParse(parseJson(document, text));
  if (parsed.success) return { document, value: parsed.data, modifiedAt };
  const [issue] = parsed.error.issues;
  const place = pointerOf(issue?.path ?? []);
  throw faultAt(document, place === '' ? '/' : place, issue?.message ?? 'is malformed');
};

const readDocuments = <Schema extends z.ZodType>(
  setting: string,
  paths: string,
  schema: Schema,
): readonly Read<z.infer<Schema>>[] => {
  const files = filesOf(setting, paths);
  return files.map((path) => readDocument({ setting, path, named: files.length > 1 }, schema));
};

const isLast = (token: string): boolean => token === '';

export interface InstanceFiles {
  readonly instances: readonly Instance[];
  /** Files that are one page of several. */
  readonly pages: readonly string[];
  readonly sources: readonly FleetSource[];
}

/**
 * The instances in the output of `aws ec2 describe-instances`, in its order: of one file, of several
 * between commas, or of the `*.json` files of a folder.
 * @throws FleetFileError with the place of the first fault.
 */
export const readInstances = (paths: string): InstanceFiles => {
  const documents = readDocuments('FLEET_FILE', paths, Instances);
  const seen = new Set<string>();
  for (const { document, value } of documents) {
    value.Reservations.forEach((reservation, outer) => {
      reservation.Instances.forEach(({ InstanceId }, inner) => {
        const place = `/Reservations/${outer}/Instances/${inner}/InstanceId`;
        if (seen.has(InstanceId)) {
          const where = document.named ? 'is there twice' : 'is in the file twice';
          throw faultAt(document, place, `${InstanceId} ${where}`);
        }
        seen.add(InstanceId);
      });
    });
  }
  const instancesOf = ({ value }: (typeof documents)[number]): readonly Instance[] =>
    value.Reservations.flatMap(({ OwnerId, Instances: own }) =>
      own.map((instance) => ({ ...instance, OwnerId })),
    );
  return {
    instances: documents.flatMap(instancesOf),
    pages: documents
      .filter(({ value }) => !isLast(value.NextToken ?? ''))
      .map(({ document }) => document.path),
    sources: documents.map((read) => ({
      kind: 'instances',
      name: read.document.path,
      as_of: read.modifiedAt,
      entries: instancesOf(read).length,
    })),
  };
};

export interface AgentFiles {
  readonly agents: readonly InstanceInformation[];
  readonly pages: readonly string[];
  readonly sources: readonly FleetSource[];
}

/**
 * The entries in the output of `aws ssm describe-instance-information`.
 * @throws FleetFileError with the place of the first fault.
 */
export const readInstanceInformation = (paths: string): AgentFiles => {
  const documents = readDocuments('SSM_FILE', paths, InstanceInformation);
  return {
    agents: documents.flatMap(({ value }) => value.InstanceInformationList),
    pages: documents
      .filter(({ value }) => !isLast(value.NextToken ?? ''))
      .map(({ document }) => document.path),
    sources: documents.map(({ document, value, modifiedAt }) => ({
      kind: 'agents',
      name: document.path,
      as_of: modifiedAt,
      entries: value.InstanceInformationList.length,
    })),
  };
};
