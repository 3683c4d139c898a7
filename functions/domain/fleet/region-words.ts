/** Where AWS regions are, as people say it; each names one region. */
export const regionTable: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['virginia', 'north virginia', 'n. virginia', 'northern virginia'],
  'us-east-2': ['ohio'],
  'us-west-1': ['california', 'northern california', 'n. california'],
  'us-west-2': ['oregon'],
  'ca-central-1': ['montreal', 'canada central'],
  'ca-west-1': ['calgary', 'canada west'],
  'mx-central-1': ['mexico'],
  'sa-east-1': ['sao paulo', 'são paulo', 'brazil'],
  'eu-west-1': ['ireland', 'dublin'],
  'eu-west-2': ['london', 'england', 'uk', 'united kingdom'],
  'eu-west-3': ['paris', 'france'],
  'eu-central-1': ['frankfurt', 'germany'],
  'eu-central-2': ['zurich', 'zürich', 'switzerland'],
  'eu-north-1': ['stockholm', 'sweden'],
  'eu-south-1': ['milan', 'italy'],
  'eu-south-2': ['spain', 'aragon'],
  'il-central-1': ['tel aviv', 'israel'],
  'me-south-1': ['bahrain'],
  'me-central-1': ['uae', 'dubai'],
  'af-south-1': ['cape town', 'south africa'],
  'ap-south-1': ['mumbai'],
  'ap-south-2': ['hyderabad'],
  'ap-southeast-1': ['singapore'],
  'ap-southeast-2': ['sydney'],
  'ap-southeast-3': ['jakarta', 'indonesia'],
  'ap-southeast-4': ['melbourne'],
  'ap-southeast-5': ['malaysia', 'kuala lumpur'],
  'ap-southeast-6': ['new zealand', 'auckland'],
  'ap-southeast-7': ['thailand', 'bangkok'],
  'ap-northeast-1': ['tokyo'],
  'ap-northeast-2': ['seoul', 'korea', 'south korea'],
  'ap-northeast-3': ['osaka'],
  'ap-east-1': ['hong kong'],
  'ap-east-2': ['taipei', 'taiwan'],
};

/** Regions whose names begin so, apart from those that begin so. */
export interface RegionGroup {
  readonly begins: readonly string[];
  readonly except: readonly string[];
}

const group = (begins: string, except = ''): RegionGroup => ({
  begins: begins.split(' '),
  except: except.split(' ').filter(Boolean),
});

const oceania = 'ap-southeast-2 ap-southeast-4 ap-southeast-6';
const unitedStates = group('us-', 'us-gov- us-iso');

/** Parts of the world that hold several regions, the ones that AWS opens later included. */
export const regionGroupTable: Readonly<Record<string, RegionGroup>> = {
  europe: group('eu-'),
  eu: group('eu-'),
  emea: group('eu- me- af- il-'),
  'middle east': group('me- il-'),
  africa: group('af-'),
  us: unitedStates,
  usa: unitedStates,
  'united states': unitedStates,
  'north america': group('us- ca- mx-', 'us-gov- us-iso'),
  'south america': group('sa-'),
  'latin america': group('sa- mx-'),
  americas: group('us- ca- mx- sa-', 'us-gov- us-iso'),
  canada: group('ca-'),
  asia: group('ap-', oceania),
  apac: group('ap-'),
  'asia pacific': group('ap-'),
  australia: group('ap-southeast-2 ap-southeast-4'),
  oceania: group(oceania),
  india: group('ap-south-'),
  japan: group('ap-northeast-1 ap-northeast-3'),
  china: group('cn-'),
  govcloud: group('us-gov-'),
};

/** Whether the region lies in the group. */
export const isInRegionGroup = (region: string, { begins, except }: RegionGroup): boolean =>
  begins.some((start) => region.startsWith(start)) &&
  !except.some((start) => region.startsWith(start));
