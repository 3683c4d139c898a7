/*
 * Words that people put around a change and that never say which machines, when, how much or what not:
 * who wants it, where it was found, how it is felt about, what it is made of. Chosen one by one; what
 * could narrow, move, hold back or turn round a change is not here (test/intent/narrowing-words.ts).
 */

const listOf = (words: string): readonly string[] => words.split(/\s+/u).filter(Boolean);

/** Who asks, approves, looks and complains. */
const people = `
  manager managers director directors lead leads boss bosses chief officer officers ciso cto cio ceo cfo coo vp head heads auditor
  auditors assessor assessors examiner inspector regulator regulators supervisor board committee council steering steerco cab ecab
  management leadership executive executives exec execs stakeholder stakeholders shareholder customer customers client clients vendor
  vendors supplier suppliers partner partners insurer insurers insurance underwriter lawyer lawyers legal counsel procurement finance
  marketing sales helpdesk desk operations ops sre sres devops devs developer developers engineer engineers engineering
  architect architects admin admins administrator administrators sysadmin sysadmins dba dbas tester testers pentester pentesters
  hacker hackers attacker attackers contractor contractors consultant consultants consultancy intern interns colleague colleagues
  teammate teammates squad crew guys gang people person owner owners requester requestor approver approvers reviewer reviewers analyst
  analysts noc soc csirt psirt infosec secops governance organisation organization company firm group department division unit colleague's
  business headquarters hq everybody ours mine yours someone's anybody's bank banks parliament ministry authority authorities
  oncall rota shift duty team's teams buyer buyers investor investors mailing secretary attention officer's ciso's auditor's vendor's
  supplier's customer's manager's director's boss's board's cab's dba's developers' auditors' customers' regulator's insurer's`;

/** Where it is written down, said and measured. */
const papers = `
  report reports audit audits audited review reviews reviewed assessment assessments finding findings observation observations
  attestation attestations certificate certification recertification evidence proof ticket tickets request requests record records
  register minutes memo mail email emails mails note notes thread threads message messages chat meeting meetings standup retro
  retrospective postmortem advisory advisories bulletin bulletins notice notices announcement newsletter blog article news dashboard
  dashboards scanner scanners scan scans nessus qualys tenable inspector wiz rapid7 openscap trivy crowdstrike dependabot jira
  servicenow confluence slack outlook page pager pagerduty opsgenie alert alerts alerting alarm alarms policy policies guideline
  guidelines regulation regulations requirement requirements contract contracts contractual obligation obligations sla slas slo slos
  kpi kpis okr okrs objective objectives target targets goal goals roadmap plan plans budget item items action actions point points
  list checklist agenda backlog sprint story task tasks risk risks exposure exposures deviation metric metrics score scores scoring
  number numbers figure figures statistic statistics graph graphs chart charts spreadsheet slide slides document documents
  documentation wiki text attachment attached copy copied paste pasted reference references subject justification justified reason
  reasons rationale background context scope activity owner implementation description details detail summary comment comments
  question answer info information fact facts cases matter matters topic issue issues problem problems concern concerns
  complaint complaints feedback warning warnings reminder escalation escalated followup pentest pentests penetration retest
  questionnaire due diligence compliance governance chg rfc cmdb cab itil csi ptr poam poa hygiene programme program
  project projects initiative workstream milestone deliverable directive directives instruction instructions order mandate mandated
  change result results protocol investigation internal forensic gap exchange commitment commitments promise pledge agreement approval consent permission authorisation authorization sign signoff signed
  calendar slot deadline deadlines date dates appointment holiday holidays christmas easter thanksgiving season seasonal`;

/** What is the matter, and how bad it is felt to be. */
const troubles = `
  exposed exposing exploitable exploitation exploits exploiting wild actively poc rce lpe privilege escalation overflow overflows
  traversal injection deserialisation deserialization leak leaks disclosure disclosed spoofing smuggling race regression regressions
  defect defects bugfix bugfixes fixpack backport backports backported backdoor heartbleed shellshock log4shell spectre meltdown
  dirtypipe pwnkit regresshion printnightmare eternalblue bluekeep zerologon follina escape corruption cvss kev cisa nvd mitre attack
  attacks attacked breach breaches breached compromise compromised incident incidents outage outages hack hacked ransomware malware
  threat threats surface nasty ugly bad badly worse worst terrible horrible awful embarrassing embarrassment ridiculous silly stupid
  ancient aged dated prehistoric vintage neglected forgotten lagging lagged lag lags trailing unfixed unsupported unmaintained eol
  painful annoying annoyed scary scared worried worrying nervous anxious angry furious grumpy unhappy happy unacceptable serious
  seriously severe grave dangerous risky scandal shame pity mess chaos zoo jungle weird strange odd_ suspicious funny screaming scream
  screams yelling yell yells barking barks nagging nags shouting shouts complaining complains complain crying cries moaning flashing
  beeping paging pages paged bleeding burning fire trouble pain headache nightmare emergency emergencies urgent pressing disappear
  disappears vanish gone away damn bloody ugh argh oops noob silly dumb`;

/** What patches are made of, and where they come from. */
const parts = `
  pkg pkgs utils band rpm rpms deb debs jar jars lib libs library libraries binary binaries module modules repo repos repository repositories
  channel channels mirror mirrors distro distros distribution runtime runtimes engine framework agent agents livepatch
  livepatches release releases released build builds version versions versioned lts ga stable mainline upstream downstream branch
  cumulative bits content set bundle bundles servicing monthly's installer installers payloads artefact artefacts artifact
  artifacts vendored published publishes announced announces shipping shipped delivered delivery distributed deployment deployments
  installation installations installed installing rollouts patchlevel msrc usn rhsa alas dsa kb
  canonical redhat oracle adobe suse almalinux rocky isc nginx's fixes' fixed fixing hotfixed correction corrections remedy
  remedies remediated remediating remediations mitigated mitigating mitigation mitigations upgrades upgrading upgraded updater
  applying applies applicable installs installable catch catching caught catches bumped bumping bumps refreshes refreshed
  rolled rolling rolls pushed pushing pushes brought bringing brings taken takes moved moving moves modernised modernized modernise
  modernize renewed renewal freshened supply supplied supplies supplying provide provided_ provides providing give gives giving given
  immune immunise protected protect protects safe safer secure secured securing securely hardened hardening harden trusted`;

/** What has drifted, what it is compared with, and who keeps it. */
const settings = `
  disk encryption utils sysctl sysctls sshd ssh_config conf confs cfg config configs configured configuring configurations files file permissions permission
  ownership registry gpo gpos firewall rules rule ulimits ulimit locale locales timezone timezones crontab crontabs entry entries jobs
  flags flag debug debugging parameters parameter params param tunables tunable tuned tuning untuned options option keys values value
  limits_ swap hosts_file resolver dns dhcp auditd rsyslog syslog logrotate pam selinux apparmor umask motd sudoers fstab mounts mount
  certificates ciphers tls ssl cipher protocols banner banners
  source truth manifest manifests puppet ansible chef salt saltstack terraform cloudformation dsc intune tanium git gitops iac code
  hiera playbook playbooks cookbook cookbooks state states img imgs images machine-image picture shape condition conditions norm
  norms rulebook agreed certified accepted approved hardened sanctioned official canonical declared expected intended defined defines
  define prescribes prescribed dictates stipulated stipulates documented matching matches matched correspond corresponds
  corresponding conforms conforming conformity conformance equal equals resemble resembles look looks looking looked should supposed
  wandered wander strayed straying mutated mutation diverging diverges deviating deviates
  fiddling fiddle tampered tampering tinkered tinkering hacking edited editing edits edit hand-edited handcrafted
  handmade hand-tuned tweaked tweaks tweaking meddled overwritten overwrites overridden changed changes changing
  modified modifications modifying altered alterations local_ leftovers leftover debris junk cruft clutter residue garbage
  extra unwanted unexpected unapproved unauthorized uncontrolled unsanctioned illegitimate foreign unknown unplanned uncommitted
  untracked unmanaged snowflaked un-snowflake snowflakiness skewed skewing skews rotten rotting bitrot gold-standard parity
  homogeneous homogenous standardisation standardization normalisation normalization realigning realigned realigns aligned aligning
  alignment reverted reverting reverts restoration restored restoring restores resets resetting returning returned returns
  reimaged reimaging reimages re-imaging rebuilding rebuilt rebuilds reconciled reconciles reconciling reconciliation converged
  converging converges convergence enforced enforcing enforcement enforces healed healing corrected correcting corrects rectified
  rectifying rectification straightened tidied tidy tidying squared square swapped swapping swaps renormalise renormalize`;

/** What people do around a change: they see, say, want, promise and thank. */
const doings = `
  say says said saying tell tells told telling mention mentioned mentions noted ask asked demand demands
  demanded insist insists insisted require requires requiring expect expects expecting think thinks thought thinking believe believes
  believed know knows knowing known knew hope hopes hoping hoped wish wishes wished understand understands understood see sees saw
  seen seeing hear heard hears learn learned learnt notice noticed notices finds finding discover discovered discovers
  flags flagged flagging show shows showed shown showing reveal revealed reveals indicate indicates indicated confirm confirmed
  confirms verify verified verifies verifying prove proves proven proved demonstrate demonstrated demonstrates mark marked marks
  observed observe spotted detected detects worry worries fear fears cares promised promises agree agrees
  agreeing accept accepts approve authorise authorised authorize authorized permit permits
  permitted allow allows allowed signs signing arrange arranged arranges arranging organise organised organize organized
  organising organizing plan planned planning prepare prepared prepares preparing coordinate coordinated coordinating
  handle handled handles handling manage managed manages managing own owns owned_ track tracked tracks tracking raise raised raises
  raising open opened opens close closes closed closing log logged submit submitted file filed reported
  reporting reports share shared sent sends sending send receive received receives post posted brief write written writes inform
  informed update_ announce discuss discussed discussing decide decided decision talk talked talking speak spoken write-up
  agreed confirmed volunteer assign assigned assigning allocate book booked booking schedule_ come comes coming came become becomes
  happen happened happens happening turn turned turns run runs running ran use used using uses try tried trying tries
  start started starts starting begin begins beginning began commence commencing commences commenced kicking kicked going
  follow follows followed following perform performed performing performs execute executed executing executes carry carried carrying
  conduct conducted conducting undertake undertaken complete completes completed completing finish finished finishing finalise
  achieve achieved achieves ensure ensured ensures ensuring guarantee guarantees satisfy satisfies satisfied meet meets
  meeting met fulfil fulfill fulfilled comply complies complied pass passes passed passing reach reached reaches get gets gotten
  love loves loved hate hates hated appreciate appreciates thank thanked enjoy sleep bed sleeping look-see wait_ watch watching watches
  sorry apologise apologies apologize forgive excuse bother bothering explain explains explained commit commits committed chase chasing brief briefing touch copes cope observe trouble wonder wonders wondering feel feels felt feeling
  please pleased glad delighted kind kindness favour favor courtesy attention patience cooperation cooperate support effort
  efforts regard regards cheers ta merci respectfully obliged obliges obligate obligates oblige honour honoured welcome
  doing did does done does make makes made making keep_ put puts putting set sets setting lets got sort sorts sorted sorting`;

/** How it is said, and what joins sentences. */
const manners = `
  obviously apparently clearly frankly ideally preferably unfortunately sadly luckily fortunately literally definitely certainly
  absolutely surely exactly precisely accordingly therefore hence thus meanwhile meantime anyhow moreover furthermore
  additionally likewise straightaway straight forthwith pronto stat forward duly formally officially politely simply purely
  necessarily essentially basically generally usually normally typically mostly_ nearly almost roughly approximately really truly
  actually indeed perhaps maybe somehow kinda sorta bit little lot lots tad much far enough_ pretty quite rather_ fairly super mega
  slightly unusual usual normal ordinary proper decent clean correct necessary mandatory obligatory imperative essential crucial vital
  relevant appropriate respective official formal sensible reasonable feasible easy simple straightforward trivial plain handy
  convenient useful helpful desirable preferred preferable advisable recommended wise clever smart brilliant lovely wonderful
  perfect excellent awesome super kind_ dear esteemed respected honourable good better best right
  prio priority prioritise prioritised urgency hurry rush rushed haste overdue due pending upcoming forthcoming imminent
  p0 sev0 asap quick fast rapid rapidly speedy speedily swift prompt timely
  today's tomorrow's monday's tuesday's wednesday's thursday's friday's saturday's sunday's yesterday's
  ok okay yes yep yup yeah aye roger sure alright cool nice fine thx tia ty cya bye ciao hola lads pals mates buddy pal chief sir madam sirs
  mr mrs ms dr_ re fw fwd cc bcc attn psa tldr tl nb ps wrt iirc afaik imho imo btw fyi lol haha hehe omg wtf grr smh eh er erm hm
  hmm huh oh ah aha hey yo oi well anyway
  shall should must ought had hadn't would've should've could've they're they've they'd you're you've you'd he's she's
  who's that'd it'd it'll there're where's when's how's im ive id weve theyre thats whats its dont_ cant_ em wanna gotta gonna lemme
  gimme kinda dunno u r ur n b4 plz pls ppl thru cos cuz coz bc w frm tho altho prob probs def defo abt rn atm tbh`;

/** Who else has a say, and in what role: none of them is the name of a system. */
const others = `
  chairman chairwoman chairperson chair president founder founders cso cpo dpo cro cdo evp svp md hr junior juniors trainee trainees
  apprentice apprentices newcomer newcomers newbie newbies freelancer freelancers provider providers msp outsourcer outsourcers
  integrator integrators subsidiary subsidiaries government police court press journalist
  journalists deputy delegate delegates spokesperson counterpart counterparts expert experts specialist
  specialists advisor advisors adviser advisers mentor coach leaver leavers joiner joiners visitor visitors commander responder
  responders coordinator coordinators subcontractor subcontractors accountant accountants underwriters notary ombudsman watchdog
  supervisors inspectors examiners controller's landlord competitor competitors peer peers folk chap chaps fella fellas nobody noone
  herself himself yourself yourselves myself oneself`;

/** What people meet about, owe and count: no machine is called by it. */
const affairs = `
  handover hand-over handoff turnover debrief briefing walkthrough demo's presentation presentations workshop workshops
  offsite onboarding offboarding townhall kickoff go-live golive steering interview interviews exam exams exercise's visit visits
  survey surveys appeal dispute disputes claim claims fine fines penalty penalties lawsuit settlement clause clauses addendum appendix
  annex paragraph tender bid procurement's acquisition merger acquisitions divestiture takeover ipo fundraising
  period periods milestone's quarter-end year-end yearend month-end fy outcome outcomes consequence consequences
  circumstance circumstances situation situations occasion occasions opportunity opportunities reputation credibility trust confidence
  pressure pressures stress burden blame guilt fault credit praise luck doubt doubts suspicion suspicions rumour rumours rumor gossip
  surprise surprises relief comfort worry panic patience mood tension friction morale thoroughness diligence transparency
  accountability responsibility responsibilities duty's liability liabilities dispensation waiver's vacation leave-taking vacations
  sick sickness illness maternity paternity parental flu wedding birthday lunchtime breakfast coffee beer beers pizza cake drinks
  neck throat breath breathing shoulder shoulders back-burner nerve nerves brain eye eyes ear ears finger fingers fat-fingered
  typo typos oversight slip slipup slip-up blunder hiccup hiccups glitch glitches mishap accident accidents misunderstanding
  firefight firefighting troubleshooting workaround workarounds quickfix stopgap bandaid band-aid kludge hack-job
  wording draft drafts protocol protocols proofs screenshot screenshots snippet snippets excerpt excerpts transcript recording
  sake turn's verdict ruling rulings judgement judgment resolution resolutions vote votes motion quorum`;

/** How somebody feels and behaves about it. */
const feelings = `
  keen eager anxious reluctant curious thrilled excited relieved disappointed dissatisfied frustrated frustrating
   stressed panicking panicked embarrassed ashamed proud confident doubtful sceptical skeptical impatient patient desperate
  desperately upset mad cross shocked shocking stunned alarmed alarming concerned concerning concerns worrisome troubling troublesome
  bothersome tedious boring lazy careless clumsy negligent reckless unfortunate inconvenient
  intolerable inexcusable inadmissible unbearable
  hopeless helpless priceless fussy picky pedantic strict stern harsh firm insistent adamant polite
  humble humbly gratefully sincerely truthfully seriously terribly awfully dreadfully hugely massively highly
  greatly deeply strongly sorely rightly wrongly mistakenly accidentally inadvertently unintentionally deliberately knowingly
  unknowingly carelessly hastily sloppily foolishly stupidly naively willingly reluctantly happily gladly thankfully hopelessly
  allegedly reportedly supposedly presumably evidently importantly interestingly
  strangely oddly weirdly curiously ironically suddenly abruptly unexpectedly surprisingly constantly persistently stubbornly
  annoyingly embarrassingly painfully frighteningly worryingly alarmingly incredibly unbelievably extremely exceptionally
  remarkably considerably substantially significantly dramatically drastically radically`;

/** What happened around it, and what is done with words and with one another. */
const happenings = `
  joins joined joining departed hires hired hiring fired firing fires resigned
  phones phoned phoning rings rang ringing texted texting emailed emailing mailed mailing pinged pinging nudged nudging reminds
  reminded reminding chased chases begged begging pleads pleaded urges urged urging presses pressed nudge remind
  threatens threatened threatening warned warns alerted alerting escalates escalating criticised criticized criticises
  objected objects objecting argued argues arguing debated debating disputes disputed questioned questioning doubted challenged
  challenges challenging blamed blames blaming accused accuses praised praises congratulated admitted admits admitting
  acknowledged acknowledges acknowledging reply replied replies replying respond responded responds responding answered answering
  answers repeated repeats repeating reiterated reiterates emphasised emphasized emphasises emphasizes underlined
  highlighted highlights stated stating claimed claiming alleged alleges suspected suspects suspecting assumed assumes
  guessed guessing guess supposes concluded concludes concluding recommended recommends recommending suggested suggests suggesting
  proposed proposes proposing advised advises advising consulted consulting negotiated negotiating signed-off countersigned ratified
  endorsed endorses endorsing blessed cleared clears clearing okayed greenlit greenlighted nodded blesses vetted
   renewing expires expiring lapses lapsed lapsing elapsed lifts lifted lifting nears nearing approaches approaching looms looming
  arrives arrived arriving visited visiting attended attending attends celebrated celebrating
  slipped slips slipping overlooks overlooking neglects neglecting forgets forgetting forgot remember remembered
  remembers remembering realised realized realises realizes realising realizing recognised recognized understood misunderstood
   bothers bothered annoys irritates irritated hurts hurting harmed suffers suffered suffering struggled
  struggles struggling succeeded succeeds faces facing faced exposes reaches reaching
  interferes interfered interfering disturbs disturbed disturbing disrupted disrupting experimented experimenting experiments
   played-around playing toyed toying poked poking messed messing botched bungled

      rescan rescans rescanned srvs teh lets standups whack sec secs k8s kubernetes qsa hitting knock knocks knocked knocking`;

/** What joins and softens, and says when it is felt and not when it is done. */
const joiners = `
  nonetheless nevertheless albeit thereby whereby wherein whereupon therein thereof thereto herewith hereby
  hereafter heretofore aforementioned abovementioned above-mentioned enclosed forwarded fwded re-sent
  namely viz aka vs wrt acc plus
   upfront up-front meanwhile
  yesterday's lastly secondly thirdly firstly altogether entirely wholly thoroughly properly neatly cleanly
  smoothly nicely tidily diligently dutifully faithfully religiously tightly closely visibly provably demonstrably verifiably
  measurably traceably transparently reliably consistently uniformly
  ahead thereabouts whatsoever whatsit whatchamacallit thingy thingies thingamajig gizmo doodah
  hiya howdy g'day heya hallo evening's mornin afternoon's salut aloha ahoy cheerio kthx kthxbye tyvm thnx thks thankyou thanx
  pretty-please plzz pleeease pleease pleez gr8 l8r 2moro upd8 asapp a.s.a.p. nvm np yw jk smth sth ppl's govt dept mgmt mgr sr jr`;

const plain: ReadonlySet<string> = new Set(
  [
    ...[people, papers, troubles, parts, settings, doings, manners],
    ...[others, affairs, feelings, happenings, joiners],
  ]
    .flatMap(listOf)
    .filter((word) => !word.endsWith('_')),
);

/** Of these no machines can be "in", "of" or "from" one: a level, a day of the calendar, a hope. */
const abstract: ReadonlySet<string> = new Set(
  listOf(`
    version versions release releases level levels build builds state shape condition standard norm baseline truth wild source manifest
    puppet ansible chef salt terraform dsc hiera git gpo config configs configuration settings approval consent agreement request
    requests reference meantime meanwhile question risk risks attention urgency priority due course accordance compliance conformity
    conformance alignment line sync parity order touch mind kindness favour regards audit audits auditor auditors assessor assessors
    regulator regulators board committee cab ciso cto cio ceo cfo boss manager director management leadership inspection
    review attestation certification evidence record records report reporting contract insurance insurer policy policies directive
    bulletin advisory sla slo deadline minutes meeting call vendor vendor's supplier pentest penetration retest questionnaire
    incident outage chg future past beginning start end finish hygiene governance objective objectives target targets
    goal kpi okr programme project initiative hand hands accident mistake purpose least place whole proof demonstration concept
    details detail summary information feedback trouble dhcp permissions permission parameters files file registry rules
    christmas easter season holidays number numbers plan plans certificate tls ssl exploit exploits exploitation attack attacks cvss kev
    cisa nvd ransomware malware threat threats breach jar jars package packages library libraries lib engine bug bugs
    regression overflow leak escape corruption img image images standup standups scratch spec specs specification whack uptime rescan
    scan scans flight love world loan demo hand-over month-end year-end sunrise now template templates blueprint rot mess pieces`),
);

/** Whether a word only says something around a change; false for every word that nobody put on the list. */
export const isContextWord = (word: string): boolean => plain.has(word);

/** Whether no machines can be in or of what the word names: "on request", "to the latest release". */
export const isAbstractWord = (word: string): boolean => abstract.has(word);
