export const recurrence =
  /\b(?:(?:every|each) (?:other )?(?:day|night|week|month|hour|morning|evening|weekend|sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues?|wed|thu(?:rs?)?|fri|sat|sprint|release|spring|summer|autumn|fall|winter|quarter|year|\d+ (?:minutes?|hours?|days?|weeks?))|(?:daily|weekly|nightly|monthly|hourly|fortnightly|biweekly|quarterly|yearly|annually)(?! (?:[a-z]+ ){0,1}(?:patch|patches|patching|cycle|checks?|scans?|tests?|drills?|reports?|reviews?|audits?|updates?|windows?|jobs?|runs?|build|resilience|dr|maintenance|routine|security|compliance|batch|backups?)\b)|regularly|periodically|recurring|on (?:a )?schedule|cron|(?:first|second|third|last) (?:sunday|monday|tuesday|wednesday|thursday|friday|saturday) of (?:the|every|each) month|on (?:sun|mon|tues|wednes|thurs|fri|satur)days|every time|each time|(?:once|twice|\d times) (?:a|per|every|each) (?:day|week|month|quarter|year|night)|forever|whenever(?= [a-z])(?! (?:you|possible|convenient|suits))|from now on|always keep|continuously)\b/gu;

/** Spans of time that are no instant: what is meant by them the org knows, and not its clock. */
export const vague =
  /\b(?:(?:during|in|within|inside|at|for) (?:the |our |a )?(?:next |usual |regular |approved )?(?:maintenance|change|patch|service|patching) windows?|maintenance window|after hours|off hours|out of hours|outside (?:of )?(?:business|office|working) hours|overnight|(?:this |the |over the )?weekend|tonight|this (?:afternoon|evening|morning|night)|later(?: on| today)?|sometime|some time|eventually|at night|next (?:week|month|quarter|sprint))\b/gu;

export const oneTime = 'recurs, and a task is done once: ask for each time by itself';

/** "The annual drill", "monthly patches": the name of what is done once. */
export const periodic =
  /\b(?:daily|weekly|nightly|monthly|fortnightly|biweekly|bi ?annual|semi ?annual|half yearly|quarterly|yearly|annual|regular|routine|periodic)(?= (?:[a-z]+ ){0,3}?(?:patch|patches|patching|patchday|cycle|checks?|scans?|tests?|testing|drills?|exercises?|reports?|reviews?|audits?|updates?|windows?|runs?|resilience|dr|continuity|recovery|maintenance|security|compliance|batch|backups?|attestation|failover|rehearsal|game|bcp|reconciliation|meeting|objective|servicing|rollup|bundle)\b)/gu;

/** A month that only names a release: "the October patches". */
export const release =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|q[1-4])(?: 20\d\d)?(?: 's)? (?=(?:[a-z]+ ){0,2}(?:patch|patches|patching|fix|fixes|level|updates?|errata|bundle|baseline|release|kernel|security|cumulative|rollup|cpu|image|amis?|bill|invoice|spend))/gu;

export const toldTimes =
  /\b(?:of|from|since|during|in) (?:this morning|yesterday|last (?:night|week|month|quarter|year)|this year|the past \w+ \w+)(?:'?s)?\b|\b(?:this morning|last night|last week|last month|yesterday)'?s\b|\b(?:last|next) (?:nights|weeks|months)(?= )|\bin the (?:coming|next) (?:week|days)\b/gu;

export const patchTuesday =
  /\b(?:(?:this|last) (?:month|month's|week|week's) )?(?:patch tuesday|patch day|patchday)(?:'s)?\b|\b(?:this|last) (?:month's|months|week's|weeks)(?= )/gu;

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
