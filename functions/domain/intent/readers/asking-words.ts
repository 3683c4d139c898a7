/** Verbs at the head of an ask beside those of changes: they look, write, make and compare. */
export const askingVerbs: ReadonlySet<string> = new Set(
  (
    'add advise amend append assemble autogenerate benchmark break calculate capture catalog catalogue certify ' +
    'chart chase codify comb compute confirm consolidate consume contrast convert copy correlate count crawl ' +
    'cross-check cut deprecate deregister describe double-check enumerate expand extend flag fold formalise ' +
    'formalize gen gimme grade hand ingest inventory isolate itemise itemize jot locate look mark merge narrow ' +
    'outline package parse pen phase piece pin pinpoint plot poke probe qualify quantify rank rate re-check re-run ' +
    're-scan recap recheck reconstruct regenerate rescan retest revise reword rework rewrite roll roll-up score ' +
    'share shorten smoke sniff spin split spot-check sum summarise summarize sunset supersede supply survey sweep ' +
    'tag tell transcribe transform translate turn unpublish walk ensure force redo knock unify mend protect ' +
    'immunise immunize regularise regularize equalise equalize re-instate undrift un-drift repeat rerun trial finish'
  ).split(' '),
);

/** Wanting to know, in a sentence of its own or at the end of one that tells what happened. */
export const inquiry =
  /\b(?:(?:no|any|some|without any|have any|zero) (?:idea|clue|explanation|theory|theories|ideas|clues)|not sure (?:why|what|how|where|which|who)|(?:do not|don't|dont|does not|doesn't|cannot|can't|nobody|no one) (?:know|knows|understand|understands|explain|explains|see|sees|tell|tells|get|figure out) (?:why|what|how|where|which|who|whether)|wondering|curious|puzzled|baffled|stumped|clueless|mystery|mysteriously|(?:asks?|asked|asking|inquires?|inquired|enquires?|enquired) (?:us |me |about |for )?(?:whether|if|why|what|how|which|who|where|to know)|(?:want|wants|wanted|need|needs|needed|like|love|glad|keen|curious|has|have|happy|interested) to (?:know|learn|see|hear|understand|find out|be sure|be certain|be told)|(?:would|'d|should|will) (?:be )?(?:really |very |most )?(?:like|love|appreciate|welcome|glad|grateful|thankful|happy|obliged|need|want|value)|(?:want|wants|wanted|need|needs|needed|require|requires|required|expect|expects|demand|demands|request|requests|appreciate|seek|seeking) (?:an? |the |some |any |our |proper |full |your |more |this |that |it |[a-z]+ ){0,3}(?:report|list|reason|cause|root cause|rca|answer|explanation|overview|evidence|analysis|assessment|audit|scan|figures?|numbers?|breakdown|review|check|inventory|summary|status|proof|confirmation|attestation|estimate|forecast|projection|timeline|investigation|comparison|gap analysis|statement|opinion|runbook|sop|playbook|procedure|guide|documentation|adapter|connector|client|integration|sdk|wrapper|image|ami)|wtf|wth|how come|what gives|thoughts|reason (?:is |still |remains )?(?:unknown|unclear|wanted|needed)|cause (?:is |still |remains )?(?:unknown|unclear|wanted|needed)|unexplained|inexplicabl[ey])\b/u;

/** Asks what somebody thinks of it, and not for it. */
export const opinionAsked =
  /\b(?:do you think|would you say|what do you think|what's your (?:view|opinion|take)|your opinion|is it (?:a good idea|wise|safe|worth|ok|okay|smart)|(?:a )?(?:good|bad) idea to)\b|^(?:so |and |hmm |ok |hey |hi )*(?:should|shall) (?:we|i|they)\b/u;

/** How the answer may look: said beside what is asked for. */
export const aside =
  /\b(?:[a-z-]{1,40} (?:[a-z-]{1,40} )?)(?:is|are|would be|will be) (?:enough|fine|ok|okay|sufficient|good enough|welcome|preferred|perfect|great)\b|\b(?:so|it|they) (?:might|may) be [a-z]+\b|\b(?:that's|thats|that is) (?:it|all)\b/gu;

/** "How much could we save": a question, though "could we" begins many an ask. */
export const wondering =
  /^(?:hi |hello |hey |so |and |ok |but |team |please )*(?:what|what's|whats|which|why|when|who|whom|where|how(?! about))\b/u;

/** "We patch by hand", as opposed to "could we patch": what somebody does, and no ask for it. */
export const tellsOfDoing =
  /(?<!\b(?:can|could|will|would|shall|should|may|might|must|let|about|if|chance|that|make|made|have|need|want|like) )\b(?:we|they|i|he|she|you|it|someone|somebody|nobody|everybody)$/u;

export const dryRun =
  /\b(?:dry ?run(?:ning)?|simulat(?:e|ed|ing|ion)|trial run|test run|mock run|no ?op|rehears(?:e|al))\b/gu;
