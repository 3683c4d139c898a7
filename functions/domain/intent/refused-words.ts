import { phrase } from './word-patterns.ts';

/** Nothing that this product does. */
export const outOfScope = phrase(
  'poems?|poetry|jokes?|songs?|lyrics|essays?|haikus?|limericks?|sonnets?|recipes?|novels?|fairy tales?|bedtime|horoscopes?|riddles?|homework|translate|translation|weather|movies?|football|love letters?|birthday|cook|pizza|vacation|holidays?|crypto|bitcoin',
);

/** Words of destruction that no task type covers. */
export const destruction: readonly RegExp[] = [
  phrase(
    'delete|destroy|wipe|erase|terminate|purge|nuke|obliterate|truncate|decommission|shred|annihilate|brick|mkfs|kill|sabotage|ransom|ransomware|exfiltrate|deleting|destroying|wiping|terminating',
  ),
  phrase(
    'shut ?down|take down|turn off|power off|switch off|burn down|shutdown|tear down|blow up|bring down the',
  ),
  phrase(
    'drop (?:all|the|every|our|any|prod|production|staging|these|those|db|dbs|databases?|tables?|schemas?)',
  ),
  phrase('format (?:all|the|every|our|disks?|drives?|volumes?)'),
  phrase(
    '(?:remove|get rid of|trash) (?:[\\p{L}\\p{N}-]+ ){0,3}(?:servers?|databases?|instances?|machines?|hosts?|volumes?|backups?|data|tables?|users?|snapshots?|buckets?|environments?)',
  ),
  phrase(
    'disable (?:[\\p{L}\\p{N}-]+ ){0,2}(?:monitoring|security|backups?|firewalls?|logging|auth|authentication|mfa|encryption|audit|policies|approvals?)',
  ),
  phrase(
    '(?:bypass|circumvent|disable|override|ignore) (?:[\\p{L}\\p{N}-]+ ){0,2}(?:approvals?|policies|policy|safety|gates?|guardrails?|instructions)',
  ),
];
/** Looked for in the text as it came: their marks are lost in words. */
export const destructiveCommands =
  /\brm\s+-[a-z]*[rf]|\bdd\s+if=|:\(\)\s*\{|\bmkfs|>\s*\/dev\/sd|\bdrop\s+(?:table|database)\b/u;

/** Questions and requests for words: they never make a mutating task. */
export const question =
  /^(?:hi|hello|hey|please|,| )*(?:what|which|why|when|who|where|how|is|are|do (?:i|we|you|they|the|our|any)|does|did|should|shall|explain|describe|tell|show|list|count|summari[sz]e|has|have|was|were|am|whether|report)\b|\bhow (?:to|do|does|can|should|would)\b/u;
