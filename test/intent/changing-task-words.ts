import type { TaskType } from '../../functions/domain/task/task-type.ts';

/**
 * The words of the types that always change machines. A word that is accounted for in silence could
 * have been a scope ("the vendor servers"), so that these are chosen one by one and not taken from
 * the corpus: verbs that ask for the change, nouns for what is changed, and how it is spoken of.
 */
const chosen = {
  patch_rollout: `
    applied patch patches patched patching ptach unpatched update updates updated updating upgrade apply install reinstall deploy roll rollout push ship deliver
    bring get catch bump refresh move take care execute run perform carry conduct do kick start begin
    launch trigger initiate make sure ensure remediate fix resolve mitigate close address eliminate rid
    plug cure put receive
    hotfix hotfixes fixes errata erratum rollup bulletin advisory package software os operating system
    version level baseline patchday cycle round campaign servicing vulnerability vulnerable cve cves bug
    hole exploit exploited zero-day vuln vulns flaw weakness affected outstanding pending missing miss
    available latest newest current recent due overdue outdated out-of-date up-to-date stale obsolete
    behind date speed fully complete completely lack needful emergency everything everywhere thing stuff
    whatever all whole up out across through onto over into yum apt dnf zypper wsus os-level maintenance
    point currency mass known open against required modernise freshen patchlevel
    correction corrective remedy immune firmware protect supply equip knock level finish patchwise modern`,
  drift_remediation: `
    undone found drift drfit dirft fix correct repair remediate remediation realign realignment lay default re-align align restore revert undo reset return bring back
    put get take pull move switch swap replace reimage re-image rebuild reprovision re-provision recreate
    refresh resync re-sync sync synchronise reconcile converge conform conformant comply compliance cleanse shape normalise
    standardise harmonise unify straighten sort clean cleanup rectify resolve address eliminate eradicate
    remove rid enforce impose apply reapply re-apply heal self-heal cure re-baseline rebaseline reverse
    roll overwrite home make sure ensure run perform carry execute start begin kick do care
    config configuration settings setting state desired declared intended expected approved known good
    golden gold blessed ami image baseline base template reference standard build spec specification
    blueprint snowflake skew creep rot divergence diverge divergent deviate deviation differ difference
    discrepancy inconsistency inconsistent mismatch misconfiguration misconfigured misaligned
    misalignment nonconforming non-conforming nonstandard non-standard non-golden non-compliant
    noncompliant unauthorised undocumented manual hand hand-made handmade by-hand ad hoc ad-hoc
    out-of-band out-of-sync out-of-line out-of-baseline off-baseline off-gold off change edit
    modification modify tweak altered tamper fiddled line match agree identical equal uniform consistent
    consistency integrity again anymore wrong right mess stray rogue outlying outlier straggler root
    volume violation finding anomaly hardened corporate detect identify find compare look everything
    whatever all whole up out across through onto over into track
    redo rebase undrift un-drift unsnowflake un-snowflake reinstate re-instate reestablish re-establish force mend regularise
    equalise parity norm conformity conformance standardise standardize normalize harmonize unauthorized regain undrifted deviated repository`,
} as const satisfies Partial<Record<TaskType, string>>;

/** Null where the words of the corpus serve: such a task reads, writes or proposes. */
export const changingTaskWords = (type: TaskType): readonly string[] | null =>
  type === 'patch_rollout' || type === 'drift_remediation'
    ? [...new Set(chosen[type].trim().split(/\s+/u))]
    : null;
