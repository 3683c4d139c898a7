import { stemOf } from './word-stem.ts';

/*
 * Plain English that people tell a story with. Unlike the words of a change (context-words.ts) they say
 * something only where they stand: at the head of a clause they may ask for a second thing, and beside
 * machines they tell which of them are meant. Held by stems, so that each stands for all its forms.
 */

const verbs = `
  absorb accompany accuse ache acquire adapt admire adopt adore age aim amaze amount amuse annoy appear appoint assemble attempt attract
  back balance bake ban bark bear beat behave belong bend bet bite blink blow boast boil borrow bounce bow break breathe breed bring
  buzz care cast cause charge cheat cheer chew choke choose climb cling collapse comb compete compose conceal concentrate confess
  confuse consider consist contain contribute cook cool cost cover crack crash crawl creep cross crunch cry curse damage dance dare deal
  deceive decline decorate defend degrade deliver depart depend deploy derive descend deserve despise detest deteriorate develop differ
  dig dip disappear discourage dislike dismiss divide dream dress drift drink drive drop drown earn eat educate elapse embark emerge
  employ empower enable encounter encourage endanger endure engage enjoy enrol enter entitle envy evict evolve exaggerate exceed
  exchange exclaim exhaust exist expand experience extend fade faint fall fancy fasten feed fiddle fight fill fit flap flash flatter flee
  flicker flip float flood flourish flow fly fold fool forbid force forecast freak frighten fumble gain gamble gather gaze glance glow
  glue grab grasp greet grind grip groan grow grumble guard guide halve hammer hand hang hate haunt heal heat heave hesitate hide hint hire
  hit hop hover howl hug hum hunt illustrate imagine imitate imply impose impress improve include increase infect inherit inspire insult
  intend interrupt introduce invent invite itch jam jeopardise joke journey joust judge juggle jump justify keep kick kiss kneel knit lack
  land last laugh launch lay lead lean leap leave lend lick lie lift light linger link listen live load loan locate loom loosen lose lower
  march matter measure meddle melt merit mind mine miss mistake moan mourn multiply murmur nag neglect nod notify nurse obey object
  obtain occupy occur offer operate outgrow overhear overload overrun owe pack paint panic part pay peel peek perish persist persuade
  phone pick pile pin pinch plague play plead please plot pluck plunge poke polish ponder pop pose possess postpone pour practise pray
  precede predate predict prefer presume pretend prevail prevent print proclaim profit promote pronounce propagate puzzle qualify quarrel quit quote
  race rain rant rate rattle reach react read recall reckon recover recur reduce refer reflect refuse regain regret rejoice relate relax
  rely remark remind rent repay repent replace reply resemble resign resist rest resume retain retire retreat reunite reveal reward
  ride rip ripen rise rob rock rot row rub ruin rule rumble rush sail sample satisfy save scan scare scatter scold scrape scratch scream
  screw seal seek seem seize sell separate serve settle sew shake shape shave shelter shine shiver shock shoot shop shout show shrink shrug
  sigh signal sin sing sink sit skid slap sleep slide slow smash smell smile smoke snap snatch sneak sneeze sniff snore soar solve
  soothe sound spare spark spell spend spill spin spit spoil spot spray spread spring sprint squash squeak squeal squeeze stagger stain
  stamp stand stare startle stay steer step stick sting stink stir stitch strain strand strap strengthen stretch strike strip strive stroke
  stroll stuff stumble suffer suffice suit surge surprise surrender surround survive swallow swap swarm swear sweat sweep swell swim swing
  talk tap taste teach tear tease tempt tend terrify thank think threaten thrive throw thunder tick tickle tie tighten tilt tip tire
  toil tolerate touch tour tow trade train translate transport travel tread treat tremble trip trot trouble trust twist undergo
  underestimate undertake unlock unpack unveil urge value vary vanish vote wade wail wake walk wander want warm warn warp wash waste wave weaken wear
  weep weigh whine whip whirl whisper whistle wink wipe_ wither witness wobble worry wrap wreck wrestle wriggle yawn yearn yield zoom`;

const things = `
  ability absence abuse accent acceptance access account_ achievement acid acquaintance act adventure advice affair affection age agency
  aggression aid air alarm alcohol alibi ally alphabet alternative amateur ambition amendment anger angle animal anniversary anxiety
  apology appearance appetite applause apple appreciation approach argument arm army arrival art aspect asset_ assignment assumption
  attempt attendance attic attitude attraction audience aunt author autumn average award awareness baby background bag
  balance ball band bargain bark barn barrel barrier basket bath battle beach beam bean bear beard beast beauty bedroom bee behaviour beginner
  being belief bell belt bench benefit bicycle bill bird birth bite bitterness blade blank blanket blast blessing blindness blood bloom
  board boat body bomb bone book boot bottle bottom bow bowl brake brass bravery bread break bribe brick bride bridge_
  brother brow brush bubble bucket bug_ bulb bullet bunch bundle burden burst bus bush button cabin cabinet cake calculation camera camp
  candle cap capacity captain car card care career carpet carriage cart_ cat catastrophe category cattle cause caution ceiling celebration
  cell century ceremony chain chair challenge chance chaos chapter character charity charm chase cheese chemistry chest child
  childhood chocolate choice church cigarette circle circumstance cisco citizen civilisation clarity class claw clay clerk cliff climate clock
  cloth clothes cloud_ club clue coal coast coat code_ coffee coin cold collar collection college colour column combination comfort
  command_ community companion comparison competition complaint complexity comprehension concept conclusion confession conflict
  confusion connection conscience consequence constraint consumer content contest contrast contribution control_ controversy
  convenience conversation cook corner cost cotton cough country county couple courage course cousin cover cow crack cradle craft
  crash craze cream creature creation crew crime crisis criteria criticism crop cross crowd crown cruelty culture cup curiosity curse curtain custom cycle_
  dad damage dance danger dark daughter daylight dead deal death debate debt decade decay decoration deed deer
  defeat defence deficit degree delight demand denial departure dependence depth desire desk despair destiny detective development device_
  devil diary dictionary diet difficulty dignity dinner dinosaur direction dirt disadvantage disagreement disappointment disaster_ discipline
  discount discovery discrepancy discussion disease disgrace disgust dish dislike display distance distress dog doll
  door dose dot dozen dream dress drink drop drug drum duck dust duty ear earth ease economy edition education effect efficiency egg elbow
  elder election electricity elephant emotion emphasis employee employer employment enemy energy enjoyment enquiry entertainment enthusiasm
  envelope episode era error escape essay essence estimate event example excitement excuse existence expansion expectation
  expense experience experiment explanation explosion expression extent extra eyebrow fabric factor failure fairy faith fall fame
  family fan fantasy farmer fashion fate father fault fear feast feather feature fee fellow fence festival fever fiction field fight film
  finger fish flame flat flavour flesh flight flock flood floor flow flower fluff flour fly focus fog fold folk folly food foot force forest
  form formula fortune foundation fragment frame freedom fridge friend friendship fright frog front frost fruit fuel fun funeral fur furniture
  fuss gain gamble game_ garage garbage garden garment gas gate_ gathering gender generation generosity genius gentleman ghost giant
  gift girl glance glass glory glove glue god_ gold_ good goodness gossip grace grade grain grammar grandmother grass grave
  greed greeting grief grip ground growth guard guess guest_ guidance guide guilt guitar gun guy habit hair half_ hall ham hammer
  handful handle handshake handwriting happiness harbour hardship harm harmony harvest hat hatred headline health heap heart heat heaven height hell
  help hen herd heritage hero hesitation hill hint history hobby hole holiday honesty honey hook hope horizon horn horror horse
  hospital hospitality hostility hotel household housing hug human humanity humour hunger hunt hurry husband ice idea ideal identity
  idiot ignorance illusion imagination imitation impact impatience importance impression improvement impulse inability inch
  incentive income independence industry infancy infection inflation influence inheritance initiative injury injustice innocence
  insect insight inspiration instance_ instinct institution insult intention interest interpretation interruption interval intuition
  invasion invention invitation iron irony irritation island jacket jail jam jar jaw jealousy jeans jewel job joke joker journal journey joy judge juice jump
  jury justice kettle key kick kid kilometre kindness king kingdom kiss kitchen kite knee knife knight knot knowledge label labour
  lack lad ladder lady lake lamb lamp landing landscape lane lap laugh laughter law lawn layer layout leader leaf leak leather lecture leg
  legend leisure lemon lesson letter lettuce lid lie life lift light_ likelihood lily limb line lion lip liquid literature litter load
  loan location lock logic loneliness look loop_ lorry loss lot love lover loyalty luggage lump lunatic lung luxury lyric machinery magic
  magnet maid majority man manner map march margin mark market_ marriage master_ match mate material mathematics maths maximum_ meadow meal
  meaning means measurement meat mechanic medal medicine melody member memory mention menu merchant mercy merit message
  metal meter method milk mill mind miner minority miracle mirror_ misery misfortune missile mission mist mixture moan mob mode
  model_ modesty moment money monitor_ monkey monster monument moon moral mother motive motor mountain mouse mouth movement
  movie mud mug murder muscle museum mushroom music mustard mystery myth nail name narrow nation nature necessity neck need needle
  neighbour nephew nerve nest net_ network_ nightmare noise nonsense norm nose note nothing_ notion novel nuisance nurse nut oak
  oath object observation obstacle occupation occurrence ocean odds offence offer office_ offspring oil onion opening opera operator
  opinion opponent opposite opposition option orange orchestra origin ornament orphan outbreak outfit outline outlook output oven owl ownership
  oxygen pace package_ packet pact page paint pair palace palm pan panel pants paper parade paradise parent park parrot partnership
  party passage passenger passion past_ pasta path patient pattern pause_ payment_ peace peak pearl pedestrian peel pen pencil penny
  pension pepper percentage_ perfection performance perfume permission personality perspective petrol phenomenon philosophy phone photo
  phrase physics piano picnic picture pie piece pig pigeon pile pill pillow pilot_ pin pioneer pipe pirate pit pitch pity place plague plain plane
  planet plant plastic plate platform_ pleasure plot plough plug pocket poem poet poetry poison pole politician politics pollution pond pony
  pool_ poor popularity population port_ portion portrait position possession possibility post pot potato potential pound poverty powder
  power practice praise prayer precedent precaution precision preference prejudice premise preparation presence present president
  prestige presumption price pride priest prince princess principle print prison prisoner privacy privilege prize
  probability procedure_ process_ procession product_ profession professor profile profit progress prominence promise pronunciation property
  prophet proportion proposal prosperity protest province provision pub public_ publicity publisher pudding pulse pump
  punch punishment pupil puppy purchase purse pursuit push puzzle qualification quality quantity quarrel queen quest
  quilt rabbit race radio rage rail rain rainbow ranch range rank rat rate ratio raw ray reaction reader reading reality realm reason rebel
  receipt reception recipe reckoning recognition recommendation recovery_ recreation reduction reflection reform refrigerator refuge refusal
  regime regret regulation rehearsal_ rejection relation relationship relative relaxation relic religion reluctance remark remembrance reminder
  remorse rent repair repetition replacement reply reporter representative republic rescue research resemblance resentment
  resident resistance resource_ respect response responsibility rest_ restaurant restriction retirement retreat return reunion revelation revenge
  revenue reverse revolution reward rhyme rhythm ribbon rice rider riddle ridge rifle ring riot river road roar robber rock rod role_ roll roof
  room_ root rope rose route_ routine_ row royalty rubber rubbish rug ruin rumour rush sack sacrifice sadness safety sail sailor
  saint salad salary sale salt sample sand_ sandwich satisfaction sauce sausage saying scale scandal scar scarf scene scent
  scheme scholar school science scientist scissors scope score scorn scratch screen screw script_ sculpture sea seal
  search_ seat secrecy secret_ sector seed self selfishness sensation sense sensitivity sentence sentiment sequence servant session
  settlement sewer sex shade shadow shame shampoo share_ sheep sheet shelf shell_ shepherd shield shift shine ship shirt shock
  shoe shop_ shore shortage shorts shot shout shovel show shower sickness side sidewalk sight sign_ signal signature significance silence silk
  silver similarity sin singer sink sister site_ size_ skeleton skill skin skirt sky slave_ sleep sleeve slice slope smash smell smile
  smoke snack snail snake snow soap sock soil soldier solution somebody's someone's son song sorrow sort soul sound soup source_ space
  spark specialist species spectacle speech speed spell spider spirit spite splash spoon sport spot spray spread square squirrel
  stability staff stage_ stain stair stake stamp standard star stare stathistic station statue status stay steak steam steel stem step
  stick sting stitch stock stomach stone stool stop_ store_ storm story stove strain strand stranger straw stream_ street strength stress
  stretch string strip stroke structure struggle student studio study style subject substance substitute suburb success
  suffering sugar suggestion suit suitcase sum sun sunlight sunrise sunset surgeon surgery surprise surrounding survival survivor
  sweat sweater sweet swing switch_ sword syllable symbol sympathy symptom syrup table_ tail tailor talent tale tank tap tape taste tax tea
  teacher tear technique technology teenager telephone television temper temperature temptation tendency tennis tent
  term territory terror test_ theatre theft theme theory therapy thickness thief thigh thinking thirst thought thread threshold
  thrill throne thumb thunder ticket tie tiger tile tin tip title toast tobacco toe toilet tolerance tomato ton tone tongue
  tool_ tooth topic torch touch tour tourist towel tower town toy trace track trade tradition traffic_ tragedy trail train traitor transfer
  translation transport trap travel traveller tray treasure treatment treaty tree trend trial_ triangle tribe tribute trick trip triumph
  troop truck trunk trust truth tube tune tunnel turkey twin type tyre umbrella uncle understanding uniform union unit_ unity universe
  university upset uptime urge usage use user_ vacation valley valuable value van vanity variance variation variety vase vegetable vehicle veil vein
  velocity verb verse vessel vet victim victory view village violence violet virtue virus vision visitor vitality vitamin vocabulary voice volume_
  voyage wage wagon waist waiter walk wall wallet war wardrobe warmth warning watch water wave_ wax way weakness wealth weapon weather wedding
  weed weight weirdness wheat wheel whip whistle wife wind_ windscreen wine wing winner winter wire wisdom wish wit witch witness wolf woman wonder wood
  wool word workman world worry worship wound wrapper wreck wrist writer writing wrong yard yarn yell youth zeal
  accreditation adherence breakage citation concession conformance crunch customer-facing deviation discipline fallout firefight handbook
  hardening heads-up housekeeping inspection leftover loophole maintenance monoculture nonconformance nonconformity obligation
  oddity override oversight paperwork preflight prerequisite provenance quirk rebuild reinstall remark remit rollback_ scanner
  scorecard shenanigan shortcoming sightings sprawl tinkering toggle transgression uniformity usability variance verdict violation vulnerability
  weirdness wiggle workaround`;

const qualities = `
  abnormal absent absolute abstract absurd acceptable accurate adequate advanced adventurous aggressive alert alien alike alive amazing
  ambitious ample angelic antique apparent arrogant artificial asleep attractive authentic average awake aware awkward bare bald basic bitter
  bizarre bland blank bleak blind blunt bold bored brave brief bright brisk brittle broad calm capable careful casual cautious cheap
  cheerful childish chronic civil clean clear clever clinical close cloudy_ coarse cold colourful comfortable comic common compact comparable
  competent complex compulsory confidential conscious conservative considerable consistent constant contrary conventional costly crazy
  creative creepy criminal crisp crooked crude cruel curly current_ cute daft damp dark daring dear decent deep defective
  defensive deficient delicate delicious dependent devoted diligent dim diplomatic dirty disastrous distinct distant_
  divine domestic dominant dramatic dreadful dreary drunk dry dubious dull dumb dusty eager earnest easy eccentric economic educational effective
  efficient elaborate elderly elegant eligible embarrassing emotional empty enormous enthusiastic envious essential eternal ethical evident
  evil exact excellent exciting exotic expensive experimental_ explicit extraordinary extreme fabulous faint fair faithful
  familiar famous fanatic fantastic fascinating fatal faulty fierce filthy final financial flexible flimsy fluffy
  formidable forward fortunate fragile frail frantic frequent fresh friendly frosty frozen_ fruitful full fundamental fuzzy genuine gentle giant
  glad gloomy glorious golden_ gorgeous graceful gracious gradual_ grand grateful greedy gross guilty handsome hard harmful harmless
  healthy_ heavy hectic hefty hilarious historic hollow holy honest horrid hostile hot huge human humid hungry icy
  ideal idiotic ignorant illegal imaginary immature immense immune impartial impolite impossible impressive improper impure inaccurate
  inadequate inappropriate incapable incomplete inconsistent incorrect incredible independent indirect inefficient inevitable inexperienced
  infamous infinite informal inherent initial innocent insane insecure insignificant instant insufficient intact intelligent intense intentional interesting
  intermittent invaluable invisible irrelevant irresponsible jealous jolly juicy keen known lame lasting late lavish lawful
  lean legal lengthy level likely limp linear literal live_ lively lone lonely loose loud lousy loyal lucky
  luxurious mad magical magnificent main major malicious mammoth mandatory marvellous massive mature mean meaningful mechanical
  mediocre melted memorable mere merry messy mild mindful minor miserable misleading mobile_ moderate modest monotonous moral
  mundane mysterious naive naked narrow nasty native natural naughty neat necessary negative neutral nimble noble noisy normal notable
  noteworthy notorious novel numb numerous obedient obese objective obscure obvious odd_ offensive opposite optimistic ordinary organic original
  outlandish outrageous outstanding overall pale paltry pathetic peaceful peculiar perfect periodic_ permanent permissible personal
  petty physical plausible playful pleasant plump pointless popular portable positive possible powerful practical precarious precious precise
  premature premium present pretty previous_ pricey prickly prime primitive pristine private_ probable productive profitable profound
  prominent proper proud provisional prudent punctual punitive pure puzzling quaint quarrelsome questionable quick quiet radical ragged random
  rare rational real realistic rebellious recent reckless redundant regal regional_ regular regulatory relative relentless reliable
  reluctant repetitive reputable respectable responsible restless retired rich rigid rigorous risky ripe robust romantic rosy rotten rough round rowdy
  rude rural rusty sacred_ sad sane sarcastic satisfactory savage scarce scary scientific secret_ secondary_ sensible sentimental separate
  shabby shaky shallow sharp shiny shoddy short_ showy shy sick silent silky similar simple sincere sinful single_ sizeable skilled sleepy
  sleepless slick slim slimy slippery sloppy slow_ smart smelly smooth sneaky sober sociable soft solemn solid sore sorry sour
  spare_ sparse spatial special specialised spectacular spicy spiky spiteful splendid spontaneous spotless stable_ stale standard stark static_ statutory steady steep
  sticky stiff stingy stormy strange strategic striking strong stubborn stupendous sturdy stylish subdued subsequent substantial subtle
  successful sudden sufficient_ suitable sunny superb superficial superior surplus surprising swift sympathetic systematic tall tame tangible tart
  tasteful tasty technical tempting tender tense tentative terrific thick thin thirsty thorough thoughtful thrifty tidy tight timid tiny
  tolerable tough traditional tragic transparent traumatic tremendous tricky trivial tropical true trusting truthful typical
  ugly ultimate unauthorised uncertain uncomfortable uncommon unconscious undesirable undue uneasy uneven unfair unfamiliar unfinished
  unfit unfortunate unhappy unhealthy uniform unimportant unique universal unkempt unknown unlawful unlikely unlucky unnatural unnecessary unofficial unpleasant
  unrealistic unreliable unruly unsafe unsightly unstable unsteady unsuitable unusual unwelcome unwilling unwise
  upright urban urgent usable used useful useless utter vacant vague vain valid validated valuable vast verbal vibrant vicious victorious
  vigilant vigorous visible vital vivid vocal vulnerable wary wasteful watchful weak wealthy weary weekend_ weird welcome
  whimsical whole_ wicked wide wild_ willing wise witty wonderful wooden worldwide_ worldly worn worried worse worthless worthwhile worthy
  wrathful wry young youthful yummy zany zealous
  agreed appropriate authorised authorized benign blessed bona certified chosen_ conformant contractual deliberate dedicated definitive discretionary
  exempted_ expired flagged foreseen forgotten golden_ hand-rolled homegrown house-made identical inherited intended legitimate
  mandated nominal notified occasional off-spec overdue pending_ permitted pertinent prescribed prevailing prior quarterly_ reproducible
  sanctioned shared_ signed stipulated tamper-proof undocumented unexplained ungoverned unlogged unnoticed unsolicited unsupported untested
  untidy untrusted unvetted vetted`;

const manners = `
  abroad abruptly absently accordingly afresh afterward alarmingly allegedly aloud already alternatively altogether amazingly amiss anew
  anyhow anyplace anytime apiece apparently arguably aside_ astray awfully awhile awry back badly barely basically beautifully beforehand
  bitterly bravely briefly broadly busily calmly carelessly casually cautiously chiefly clumsily coldly collectively commonly
  comparatively completely conceivably concurrently_ confidently consequently conspicuously conveniently correctly cosily crisply crossly
  crucially cruelly customarily daintily dangerously dearly decidedly deftly deliberately delicately deliriously densely desperately differently
  directly discreetly doubtfully downright dreamily drily dutifully dynamically easily effectively effortlessly elegantly else elsewhere_
  eminently emotionally endlessly enormously enthusiastically equally especially essentially eternally evenly eventually
  evidently exclusively_ expressly extra fairly faithfully famously fast fatally fiercely finally firmly flatly fondly foolishly forcefully forever
  formerly fortunately forward frankly freely frequently freshly fully furiously furthermore generously gently genuinely gingerly gladly
  gleefully globally_ gracefully grimly grossly habitually halfway_ handily hardly hastily heavily helpfully hence hitherto honestly
  hopefully horribly hourly_ hugely hungrily hurriedly illegally immensely impatiently implicitly inadvertently incidentally
  incorrectly indefinitely independently indirectly inevitably infinitely initially innocently instantly intensely intentionally
  interestingly internally_ invariably inward ironically irritably jointly jovially joyfully jubilantly justly keenly kindly knowingly
  largely lately lawfully lazily legally legitimately lightly likely locally_ loosely loudly lovingly loyally luckily madly
  magically mainly manually markedly marginally materially mechanically merely_ merrily mightily mildly miraculously
  mistakenly momentarily morally mostly_ mutually mysteriously namely nearby_ neatly necessarily needlessly negligibly nervously
  nicely nominally normally notably noticeably notoriously now nowadays obediently objectively oddly officially
  ok okay onwards openly operationally optimally optionally ordinarily originally ostensibly otherwise_ outright overnight_ overseas
  painfully particularly patiently perfectly perhaps permanently persistently personally physically plainly pleasantly politely poorly
  positively possibly potentially powerfully practically precisely predictably predominantly preferably prematurely presently presumably
  previously primarily privately probably procedurally professionally profoundly prominently promptly pronto properly proportionally
  publicly punctually purely purposely quickest quickly quietly quite radically randomly rapidly rarely readily recently reckless recklessly
  refreshingly regardless regrettably relatively reluctantly remarkably reportedly repeatedly respectively responsibly
  restlessly richly rightfully rightly rigidly rigorously roughly routinely_ rudely ruthlessly sadly scarcely scrupulously secretly
  selectively_ selfishly sensibly separately_ serenely severely shakily sharply shamelessly significantly silently similarly
  sincerely skilfully sleepily slightly slyly smoothly softly solemnly somehow sometime sometimes somewhat somewhere soundly specially
  specifically_ speedily spontaneously steadily steeply sternly stiffly stoically straight strangely strategically strictly strikingly
  strongly structurally stubbornly subsequently substantially subtly successfully suddenly sufficiently suitably superficially supposedly
  supremely surely surprisingly suspiciously sweetly swiftly systematically tactfully technically temporarily_ tenderly tensely
  tentatively terribly thankfully thereafter_ thereby thoroughly thoughtfully thus tightly timely tirelessly together traditionally
  tragically tremendously truly truthfully typically ultimately unanimously unbearably unbelievably understandably undoubtedly
  unduly unevenly unexpectedly unfairly unfortunately unhappily uniformly uniquely universally_ unknowingly unnecessarily unofficially
  unusually upright upwards urgently usefully usually utterly vaguely vainly vastly verbally very viciously
  victoriously vigorously vilely violently visibly vividly voluntarily warmly weakly wearily wherefore wholeheartedly widely wildly wilfully
  willingly wisely wonderfully wrongly yearningly yesteryear`;

const listOf = (words: string): readonly string[] =>
  words.split(/\s+/u).filter((word) => word !== '' && !word.endsWith('_'));

const stems: ReadonlySet<string> = new Set(
  [verbs, things, qualities, manners].flatMap(listOf).map(stemOf),
);

/** Whether a word is plain English, in any of its forms; false for names, and for what machines are called by. */
export const isEnglishWord = (word: string): boolean => stems.has(stemOf(word));
