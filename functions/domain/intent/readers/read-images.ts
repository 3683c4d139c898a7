import type { FleetVocabulary } from '../../fleet/fleet-vocabulary.ts';
import { cleanText } from '../../task/clean-text.ts';
import type { Constraints, Criteria } from '../../task/task-spec.ts';
import type { Claims } from '../claims.ts';
import type { Doubt, ReadContext } from '../read-context.ts';
import type { Chunk } from '../request-text.ts';

/** An image that a request names, where it stands. */
export interface NamedImageAt extends Pick<Chunk, 'text' | 'from' | 'to'> {
  /** Where the word stands that leads to it: "to", or "with". */
  readonly lead: number;
  /** "With" doesn't say whether machines run it or are to. */
  readonly isDoubted: boolean;
}

/** Which image machines are to be brought to. */
export interface ImageWords {
  readonly constraints: Constraints;
  readonly doubts: readonly Doubt[];
}

const imageId = /^ami-[0-9a-f]{4,32}$/u;
const imageNoun = /^(?:images?|amis?|imgs?)$/u;
/** A name that could be an image's where "image" stands before it: `golden-web-99`, and no version. */
const calledSo = /^(?!v?\d+(?:\.\d+)*$)[a-z0-9]+(?:[-_.:/][a-z0-9]+)+$/u;

/** They stand between "to" and the image. */
const describing = new Set(
  'the our a golden gold blessed base baseline approved standard new newer newest latest current known good image images ami amis img imgs called named id version “ " \' : ('.split(
    ' ',
  ),
);

/** Before them is said what machines are, "servers that were moved to ami-…", or what an image becomes. */
const relating = new Set(
  'image images ami amis template templates alias promote publish copy build that which who whose where when still already was were been is are has have had got moved switched reverted compared'.split(
    ' ',
  ),
);

const isImage = (claims: Claims, { text, from }: Chunk, { images }: FleetVocabulary): boolean =>
  images.has(text) ||
  imageId.test(text) ||
  (calledSo.test(text) && imageNoun.test(claims.text.wordAt(from - 1)));

/** The word before the image and what describes it; where it stands, -1 where none does. */
const leadOf = ({ text: { wordAt } }: Claims, { from }: Chunk): number => {
  let at = from - 1;
  while (at >= 0 && describing.has(wordAt(at))) at -= 1;
  return at;
};

/** Whether the words say that machines are brought to the image: "to ami-…", not told of them. */
const isTarget = (claims: Claims, chunk: Chunk, fleet: FleetVocabulary): boolean => {
  const { tokens, chunks, wordAt, isWordAt } = claims.text;
  const lead = leadOf(claims, chunk);
  const { text } = tokens[lead] ?? {};
  if (text !== 'to' && text !== 'onto') return false;
  for (let at = lead - 1; at >= 0 && isWordAt(at); at -= 1) {
    const before = chunks[tokens[at]?.chunk ?? -1];
    // "To ami-… or to ami-…": the one before is read by itself.
    if (before !== undefined && isImage(claims, before, fleet)) break;
    if (relating.has(wordAt(at))) return false;
  }
  return true;
};

/** "Reimage the web servers with ami-…": what they run, or what they are to run. */
const isEither = (claims: Claims, chunk: Chunk): boolean => {
  const { tokens } = claims.text;
  const { text } = tokens[leadOf(claims, chunk)] ?? {};
  return (
    (text === 'with' || text === 'using') &&
    tokens.some((token) => /^re-?(?:imag|build|provision)/u.test(token.text))
  );
};

/** Takes the images that machines are, or may be, to be brought to, before their words are read as names of machines. */
export const takeImages = (
  claims: Claims,
  { fleet }: Pick<ReadContext, 'fleet'>,
): readonly NamedImageAt[] => {
  const found = claims.text.chunks.flatMap((chunk) => {
    const { text, from, to } = chunk;
    if (!isImage(claims, chunk, fleet) || !claims.isFree(from, to)) return [];
    const lead = leadOf(claims, chunk);
    const isDoubted = isEither(claims, chunk);
    return isDoubted || isTarget(claims, chunk, fleet) ? [{ text, from, to, lead, isDoubted }] : [];
  });
  for (const { text, lead, to } of found)
    claims.take({
      from: lead,
      to,
      as: 'constraint',
      value: `image=${fleet.images.get(text)?.spelling ?? text}`,
    });
  return found;
};

/** Most golden images that a refusal lists. */
const mostListed = 3;

/** The golden images of the roles, or of all where none is named. */
const goldenFor = (
  { images }: FleetVocabulary,
  roles: readonly string[],
): readonly { readonly image: string; readonly role: string }[] =>
  [...images.values()].flatMap(({ spelling, golden_for: ofRoles }) => {
    const role = ofRoles.find((one) => roles.length === 0 || roles.includes(one));
    return role === undefined ? [] : [{ image: spelling, role }];
  });

const listed = (fleet: FleetVocabulary, roles: readonly string[]): string => {
  const golden = goldenFor(fleet, roles);
  const [first] = golden;
  if (first === undefined) return 'GET /fleet lists the golden ones';
  const shown = golden
    .slice(0, mostListed)
    .map(({ image, role }) => `${cleanText(image, 64)} for ${cleanText(role, 64)}`);
  return `golden ${golden.length === 1 ? 'is' : 'are'} ${shown.join(', ')}${golden.length > mostListed ? ' and others; GET /fleet lists them' : ''}`;
};

/** Why an image can't be what these machines are brought to, with what could take its place; null where it can. */
const faultOf = (
  { from, to, text, lead, isDoubted }: NamedImageAt,
  fleet: FleetVocabulary,
  { roles = [] }: Criteria,
): Doubt | null => {
  const image = fleet.images.get(text);
  const doubt = (reason: string): Doubt => ({
    ...{ from: isDoubted ? lead : from, to, reason: `${reason}: ${listed(fleet, roles)}` },
    instead: goldenFor(fleet, roles)
      .map(({ image: golden }) => (isDoubted ? `to ${golden}` : golden))
      .slice(0, mostListed),
  });
  if (image === undefined) return doubt('is no image of this fleet');
  const has = (role: string): boolean =>
    image.golden_for.includes(role) || image.run_by.includes(role);
  const strange = roles.find((role) => !has(role));
  if (strange !== undefined)
    return doubt(`is not golden for ${cleanText(strange, 64)}, and no asset of that role runs it`);
  const reason = 'may be what the machines run or what they are to run: say “to” before the image';
  return isDoubted ? { from: lead, to, reason, instead: [`to ${image.spelling}`] } : null;
};

/** What the images that were taken say: one that the fleet has for each of the roles, or what is wrong. */
export const readImages = (
  claims: Claims,
  taken: readonly NamedImageAt[],
  { fleet, criteria }: { readonly fleet: FleetVocabulary; readonly criteria: Criteria },
): ImageWords => {
  const doubts = taken
    .map((image) => faultOf(image, fleet, criteria))
    .filter((doubt) => doubt !== null);
  const [first, ...rest] = taken;
  const second = rest.find(({ text }) => text !== first?.text);
  if (second !== undefined) {
    const reason = 'is a second image beside another: a task brings machines to one';
    doubts.push({ from: second.from, to: second.to, reason });
  }
  for (const { from, to } of doubts) claims.retake({ from, to, as: 'residue', value: 'image' });
  const image = first && fleet.images.get(first.text)?.spelling;
  return { constraints: image === undefined ? {} : { image }, doubts };
};

/** Images that stand in any other place of a change: what machines run is no way to choose them yet. */
export const readOtherImages = (
  claims: Claims,
  { fleet }: Pick<ReadContext, 'fleet'>,
): readonly Doubt[] => {
  const doubts: Doubt[] = [];
  for (const chunk of claims.text.chunks) {
    const { from, to } = chunk;
    if (!isImage(claims, chunk, fleet) || !claims.isFree(from, to)) continue;
    claims.take({ from, to, as: 'residue', value: 'image' });
    doubts.push({
      from,
      to,
      reason:
        'is an image, and the words don’t say that machines are brought to it: say “to” before it; machines can’t be chosen by what they run',
    });
  }
  return doubts;
};
