export const recurrence =
  /\b(?:(?:(?:every|each)(?: (?:other|second|third|fourth|few|single|couple of|two|three|four|six|\d+(?:st|nd|rd|th)?))?|all the) (?:day|weekday|workday|fortnight|business day|working day|patch tuesday|patch day|reboot|maintenance window|change window|days|weeks|months|hours|nights|night|week|month|hour|morning|evening|weekend|sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues?|wed|thu(?:rs?)?|fri|sat|sprint|release|spring|summer|autumn|fall|winter|quarter|year|\d+ (?:minutes?|hours?|days?|weeks?))|(?:daily|weekly|nightly|monthly|hourly|fortnightly|biweekly|quarterly|yearly|annually)(?! (?:[a-z]+ ){0,1}(?:patch|patches|patching|cycle|checks?|scans?|tests?|drills?|reports?|reviews?|audits?|updates?|windows?|jobs?|runs?|build|resilience|dr|maintenance|routine|security|compliance|batch|backups?|attestations?|ops|operations|sheet|mail|email|newsletter|digest|call|meeting|standup|statement|dashboard|cpus?|psus?|bulletin|summary|bake|baking|image|bundle|rollup|reconciliation|exercise|failover|rehearsal|exposure|cost|vulnerability|status|list|spreadsheet|round|refresh)\b)|regularly|periodically|recurring|on (?:a )?schedule|(?:by|via|per|through|as|into?|with) (?:an? |the )?cron(?: ?job| ?tab)?|(?:add|create|make|set up|schedule|write|put) (?:(?:it|this|them|that|up) )*(?:an? |the |in |into )*cron(?: ?jobs?| ?tab)?|(?:first|second|third|last) (?:sunday|monday|tuesday|wednesday|thursday|friday|saturday) of (?:the|every|each) month|on (?:sun|mon|tues|wednes|thurs|fri|satur)days|every time|each time|(?:once|twice|\d times) (?:a|per|every|each) (?:day|week|month|quarter|year|night)|forever|whenever(?= [a-z])(?! (?:you|possible|convenient|suits))|from now on|from here on(?: out)?|going forward|henceforth|henceforward|in future|in perpetuity|until further notice|always|all through (?=(?:the )?(?:week|month|year|quarter|winter|summer|january|february|march|april|may|june|july|august|september|october|november|december)\b)|continuously|week after week|night after night|month after month|day after day|rinse and repeat|(?:on a )?(?:daily|weekly|monthly|nightly|quarterly|yearly|regular|recurring) (?:basis|schedule|cadence|rhythm)|keep (?:on )?(?:patching|updating|scanning|fixing|upgrading|remediating|auditing|checking|running|building)|(?:stay|stays|keep (?:[^ .;!?]+ ){1,4}?) ?(?:patched|up to date|current|at baseline|in line|compliant|aligned)(?! until)|permanently|(?:any|all) future (?:drift|patches|updates|fixes|findings))\b/gu;

/** What is to be done from then on, whoever has taken the words for what it is called: "set up monthly patches". */
export const standing =
  /\b(?:as they (?:come|appear|arise|arrive|are released|get released)(?: out| in| up)?|as soon as they (?:come|appear)(?: out| up)?|(?:set up|setup|establish|configure|introduce|automate|institute|enable) (?:an? |the |our )?(?:daily|weekly|monthly|nightly|quarterly|yearly|regular|recurring|automatic|permanent)|(?:schedule|plan|arrange|start) (?:an? )?(?:daily|weekly|monthly|nightly|recurring))\b/gu;

/** Spans of time that are no instant: what is meant by them the org knows, and not its clock. */
export const vague =
  /\b(?:(?:during|in|within|inside|at|for) (?:the |our |a )?(?:next |usual |regular |approved )?(?:maintenance|change|patch|service|patching) windows?|maintenance window|after hours|off hours|out of hours|outside (?:of )?(?:business|office|working) hours|overnight|(?:this |the |over the )?weekend|tonight|this (?:afternoon|evening|morning|night)|later(?: on| today)?|sometime|some time|eventually|at night|next (?:week|month|quarter|sprint))\b/gu;

export const oneTime = 'recurs, and a task is done once: ask for each time by itself';

/** "The annual drill", "monthly patches": the name of what is done once. */
export const periodic =
  /\b(?:daily|weekly|nightly|monthly|fortnightly|biweekly|bi ?annual|semi ?annual|half yearly|quarterly|yearly|annual|regular|routine|periodic)(?= (?:[a-z]+ ){0,3}?(?:patch|patches|patching|patchday|cycle|checks?|scans?|tests?|testing|drills?|exercises?|reports?|reviews?|audits?|updates?|windows?|runs?|resilience|dr|continuity|recovery|maintenance|security|compliance|batch|backups?|attestation|failover|rehearsal|game|bcp|reconciliation|meeting|objective|servicing|rollup|bundle|ops|operations|sheet|mail|email|newsletter|digest|call|standup|statement|dashboard|cpus?|psus?|bulletin|summary|bake|baking|exposure|status|list|spreadsheet|round|refresh)\b)/gu;

/** "The weekly ops sheet": something to read that comes again and again. */
export const periodical =
  /\b(?:daily|weekly|monthly|nightly|fortnightly|quarterly|yearly|annual) (?:[a-z]+ ){0,1}(?:sheet|spreadsheet|mail|email|newsletter|digest|call|meeting|standup|statement|dashboard|bulletin|summary|list|report|review)\b/gu;

/** A month that only names a release: "the October patches". */
export const release =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|q[1-4])(?: 20\d\d)?(?: ?'s)? (?=(?:[a-z]+ ){0,2}(?:patch|patches|patching|fix|fixes|level|updates?|errata|bundle|baseline|release|kernel|security|cumulative|rollup|cpu|image|amis?|bill|invoice|spend))/gu;

/** "Take November's", "the October ones", "patches for October": a month that names what is installed. */
export const monthly =
  /\b(?<=\b(?:take|use|apply|install|want|push|ship|deploy|with|get|put on|roll out|just|only|of|from|missed|skipped) (?:the )?)(?<month>january|february|march|april|may|june|july|august|september|october|november|december)'s\b(?! (?:\d|first|last|second|third|end|weekend|window))|\b(?<month2>january|february|march|april|may|june|july|august|september|october|november|december)(?: 20\d\d)? (?=(?:ones?|edition|round|set|batch|drop|run|train|cycle|vintage|bundle|bulletin|advisor(?:y|ies)|hotfix(?:es)?|psu|maintenance release)\b)|\b(?<=\b(?:cpu|psu|patch|patches|updates|errata|cumulative|rollup|bulletin|patchset|patch set|patch round|patch cycle|bake|edition) (?:of |from )?)(?<month3>january|february|march|april|may|june|july|august|september|october|november|december|oct|nov|sep|sept)\b(?! (?:\d|the \d))/gu;

export const toldTimes =
  /\b(?:of|from|since|during|in) (?:this morning|yesterday|last (?:night|week|month|quarter|year)|this year|the past \w+ \w+)(?:'?s)?\b|\b(?:this morning|last night|last week|last month|yesterday)'?s\b|\b(?:last|next) (?:nights|weeks|months)(?= )|\bin the (?:coming|next) days\b/gu;

export const patchTuesday =
  /\b(?<!\b(?:every|each|all|on|any) )(?:(?:this|last) (?:month|month's|week|week's) )?(?:patch tuesday|patch day|patchday)(?:'s)?\b|\b(?:this|last) (?:month's|months|week's|weeks)(?= )/gu;

/** How fast it has to be by a contract, which began to count when nobody here knows. */
export const serviceLevel =
  /\b(?:(?:our|the) )?(?:sla|slo)(?: (?:of|is|for it|clock|:|=))* \d{1,3} ?(?:h|hrs?|hours?|d|days?)\b|\b\d{1,3} ?(?:h|hrs?|hours?|d|days?) sla\b/gu;

export const endOfDay =
  /\b(?:by |before |until )?(?:eod|cob|(?:the )?end of (?:the )?(?:day|business)|close of business)\b/gu;

/** What the calendar library takes for a time and people don't mean so. */
export const idle =
  /^(?:now|today|a|an|second|the|may|sat|sun|mon|fri|wed|mar|dec|march|\d{1,2}|\d+(?:\.\d+)+|this|(?:a|one) (?:sec|second|minute|moment)|\d+ ?s|the (?:day|week|month|quarter|year)|(?:a|one|two|three|four|five|six|ten|twenty|thirty) (?:day|week|month|year|hour|minute)s?)$/iu;

export const isSpoken =
  /^(?:tonight|overnight|this (?:afternoon|evening|morning|night|weekend)|(?:the )?weekend|(?:next|this|coming) week|next (?:month|quarter|sprint)|(?:at )?night)$/iu;

export const spans =
  /\b(?:(?:last|this|next|past|previous|coming) (?:\d+ )?(?:day|days|night|week|weeks|month|months|month's|quarter|quarter's|year|hour|hours|sprint|deploy|release)|q[1-4](?: 20\d\d)?|fy ?\d\d|overnight|recently|lately|ytd|yesterday's|(?:around|about|at) \d{1,2} ?(?:am|pm)?)\b/gu;

/** What stands for no instant. */
export const hourless =
  'names no hour: say a time such as “at 22:00” or “2026-12-01 02:00–04:00 UTC”';
