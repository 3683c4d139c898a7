/**
 * Words that could narrow a task, set a condition, a time or an amount, or turn it round. A type
 * never accounts for them, however often people use them in its requests: another reader has to.
 */
const lists: readonly string[] = [
  // Negation, exception and condition.
  `not no never none nothing neither nor cannot can't don't won't isn't aren't doesn't without except
   exception exclude excluding excluded exclusion apart unless until till if when whenever while once after before afterwards during because
   since whether otherwise instead rather than but however though although provided assuming suppose
   depending depends case only merely solely skip skipping skipped omit omitting ignore ignoring
   avoid avoiding leave leaving left spare keep alone aside
   besides beyond outside untouched unlike`,
  // Amounts and shares.
  `zero one two three four five six seven eight nine ten dozen half third percent percentage few
   several some couple many most more less least fewer single both each every another other ones rest
   remainder remaining part partial subset sample max maximum min minimum limit batch wave phase
   canary size gradually progressive slowly quickly parallel serial sequential top total twice`,
  // Which of them.
  `first second last next previous former latter odd even old older oldest newer small smaller large
   big long short local remote active passive busy specific certain particular selected chosen named
   tagged owned same blue green red black white yellow north south east west upper middle edge core
   healthy unhealthy`,
  // Severity and kind of what is installed.
  `security critical important severity high medium low kernel openssl openssh glibc sudo curl libcurl
   libxml2 bind python java nginx docker systemd bash microsoft ssh rdp telnet graviton spot`,
  // Time and recurrence.
  `today tonight tomorrow yesterday morning afternoon evening night nightly noon midnight day daily
   week weekly weekday weekend month monthly year yearly annual quarter quarterly hour hourly minute
   overnight regularly routine recurring periodic periodically always automatically automatic auto
   continuous continuously often later soon early late schedule scheduled window wait waiting delay delayed time times ago
   monday tuesday wednesday thursday friday saturday sunday january february april june july august
   september october november december within between`,
  // What is done to a rollout and not to machines.
  `pause abort cancel resume halt suspend rollback reject deny hold proceed retry
   continue skip override bypass`,
  // Destruction.
  `wipe wiping kill killing killed delete deleting deleted destroy destroying erase erasing terminate
   terminating purge truncate format shred nuke decommission`,
];

export const narrowingWords: readonly string[] = [
  ...new Set(lists.flatMap((list) => list.trim().split(/\s+/u))),
].sort();
