import type { Claims } from './claims.ts';
import { isAbstractWord, isContextWord } from './context-words.ts';
import {
  conditionWords,
  courtesyWords,
  functionWords,
  machineNouns,
  numberWords,
} from './plain-words.ts';
import type { Chunk } from './request-text.ts';
import { isTaskWord } from './task-model.ts';

/** What stands after the name of a package: "the libxslt update", "polkit fix". */
const ofPackage = new Set(
  'fix fixes update updates patch patches upgrade upgrades errata erratum backport backports hotfix hotfixes bump cve cves advisory rpm rpms deb'.split(
    ' ',
  ),
);
const version = /^v?\d+\.\d+(?:[-.+~][a-z0-9]+)*$/u;
const shape = /^(?=.*[a-z])[a-z][a-z0-9]+(?:[-+.][a-z0-9]+)*$/u;

/** Words of the language: they describe a patch and name none. */
const plainWords = new Set(
  (
    'small big large huge tiny quick short long overnight weekend annual regular usual normal standard minor major important critical high ' +
    'medium low severe moderate full partial final last next first second third latest newest new old recent current previous same right ' +
    'wrong good bad great nice simple easy proper real single double whole other more most many few several some any no not never every each ' +
    'another such own vendor upstream distro os software hardware firmware bios microcode driver drivers app apps application platform cloud ' +
    'linux windows server client user admin team group company corporate internal external public private local remote global regional live hot ' +
    'cold dry canary blanket bulk mass batch auto automatic manual silent yum apt dnf snap zypper wsus msrc microsoft redhat debian ubuntu suse ' +
    'oracle amazon canonical apple google cisco vmware january february march april may june july august september october november december ' +
    'monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight yesterday spring summer autumn winter christmas eu us uk pci ' +
    'cis sox hipaa iso soc nist bug hole leak flaw config drift configuration setting settings status progress plan schedule report mail email ' +
    'urgent emergency priority prio asap half quarter third post pre non work test demo stop start wait hold skip leave keep only just out off up ' +
    'version release package packages library libraries dependency agent runtime engine service feature lifecycle point cumulative monthly weekly ' +
    'daily nightly zero day days week weeks month months year sp kb page section item finding level build image kernel security exploit exploited ' +
    'one two half-finished half-done all both pending available open due main prime blue green red black white east west north south primary ' +
    'secondary master replica standby customer partner client guest host hosts node nodes prod production staging dev development stage sandbox ' +
    'qa uat test-only mobile web db database cache worker api search orders checkout payment tls ssl http https tcp udp ip dns vpn'
  ).split(' '),
);
/** "Missing", "agreed", "quarterly": what such words end with is no package, or one that is asked back. */
const endsPlain =
  /(?:ed|ing|ly|able|ible|ful|ous|ive|ish|ary|ity|tion|sion|ment|ness|est|ical|ial|less|wide|some)$/u;

const isPlain = (text: string): boolean =>
  plainWords.has(text) ||
  endsPlain.test(text) ||
  functionWords.has(text) ||
  courtesyWords.has(text) ||
  conditionWords.has(text) ||
  machineNouns.has(text) ||
  numberWords.has(text) ||
  isContextWord(text) ||
  isAbstractWord(text) ||
  isTaskWord(text, 'patch_rollout');

const arrow = /^(?:to|->|→|>|=|-)$/u;
const turned = /^(?:no|not|never|without|except|excluding|skip|ignore|minus|other|than|but)$/u;

/** Whether what follows says that the name before it is a package's: a version, or what is done to packages. */
const isFollowed = ({ text: { tokens, chunks, wordAt } }: Claims, { to }: Chunk): boolean => {
  const after = tokens[to];
  if (after === undefined) return false;
  if (ofPackage.has(after.text)) return true;
  let at = to;
  while (at < to + 2 && arrow.test(wordAt(at))) at += 1;
  const next = chunks[tokens[at]?.chunk ?? -1];
  return next?.from === at && version.test(next.text);
};

/**
 * The packages that a patch names and nobody listed, by where they stand: such a patch is narrowed to
 * them. A word of the language there is none, and stays open where it is not understood.
 */
export const namedPackages = (claims: Claims): readonly string[] => {
  const { tokens, chunks, wordAt } = claims.text;
  return chunks.flatMap((chunk) => {
    const { text, from, to } = chunk;
    const before = wordAt(from - 1);
    const article = /^(?:the|a|an|any|our)$/u.test(before) ? wordAt(from - 2) : before;
    if (!shape.test(text) || !isFollowed(claims, chunk) || !claims.isFree(from, to)) return [];
    if (turned.test(article) || tokens.slice(from, to).some((one) => isPlain(one.text))) return [];
    claims.take({ from, to, as: 'constraint', value: `packages=${text}` });
    return [text];
  });
};
