/*
 * Words that carry no content of their own in a request: they join, point or are polite. What is not
 * here, and is claimed by no reader, is residue.
 */

const listOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u).filter(Boolean));

/** Grammar: articles, pronouns, auxiliaries, prepositions, conjunctions. */
export const functionWords: ReadonlySet<string> = listOf(`
  a an the this that these those it its it's they them their theirs we we're we've our ours us i i'd i'm i've me my you your
  he she his her who whom whose which what where when why how is are am was were be been being do does did done doing
  has have had having will would shall can could may might must let let's lets get gets got getting make made
  of in on at to for from by with within into onto across over via per as and or also then so both each all any every
  entire whole there here out up off down back about through along along-side alongside than too very well own same such
  between among under upon like need needs needed want wants wanted like i'll we'll you'll that's there's here's what's
  have's going go goes gonna gotta currently right still again already since just only more most least one ones other else
  u but however though although yet regarding concerning etc e.g i.e eg ie throughout inside wherever whatever whichever whether if's ourselves themselves itself upon is's because's`);

/** Courtesy, urgency, chat: they say nothing about what is to be done. */
export const courtesyWords: ReadonlySet<string> = listOf(`
  please pls plz plss kindly thanks thank thx ty cheers hi hello hey dear team folks all everyone guys mate yo greetings
  morning afternoon evening good regards best sincerely appreciated appreciate grateful help helping assist assistance
  asap urgent urgently urgency immediately quickly quick soon today now priority p1 p2 p3 p4 sev1 sev2 sev3 top
  sorry quick-one fyi btw ok okay yes yeah so well right anyway actually really simply basically honestly finally
  possible possibly ideally hopefully somebody someone anybody anyone able could might mind would love wondering
  request requesting requested ask asking asks task job work thing time way sure fine nice great happy
  aws amazon cloud ec2 zero-day
  properly fully completely entirely thoroughly correctly promptly swiftly new our's lol hmm uh um ugh damn`);

/** They make what follows depend on something: nothing here can wait for it. */
export const conditionWords: ReadonlySet<string> = listOf(
  'if unless until till once after before when whenever while provided depending',
);

/** Machines in general, whatever they are for. */
export const machineNouns: ReadonlySet<string> = listOf(`
  server servers machine machines host hosts instance instances node nodes box boxes vm vms asset assets fleet fleets tier
  tiers cluster clusters system systems ec2 ec2s estate infrastructure infra environment environments env envs account layer
  service services stack workload workloads farm pool pools group groups fleetwide fleet-wide everything everywhere hardware computer computers`);

/** Numbers that people write out. */
export const numberWords: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, value]),
);
