const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Words that carry nothing a plan could hold. */
export const fillers: ReadonlySet<string> = set(
  `a an the we i me us our my you your do does did please can could would will shall may might must should there
   it its they them their theirs he she his her hers him this these those so then also just only really actually
   currently now all any some ever yet already so-called etc ok hey hi hello want need know like see
   get got us if whether well as such kind sort various respective respectively corresponding
   information details data database record records dataset table rows row entry entries
   exist exists existing available recorded given based using use per-se instead about
   say says said please thanks thank total-number along together too own said let lets let's id like look want
   happen happened happens there's theres i'd i'm we've we're result results question answer list value values
   up out off down back ones one's thing things each-other what's new-line whole entire across-the-board question
   respectively overall ones both including include includes associated related particular specific certain
   everything info ended ending being been same one-time here anything because still euro euros dollar dollars eur usd gbp extra ever possible individual he/she his/her him/her s/he they/them people's it's still between-them called named titled single`,
)

/**
 * Verbs that link what is named around them ("students *enrolled in* courses", "the museum *opened* by …"). They add
 * nothing once both sides are found; verbs that name a state of their own (cancelled, approved) are not among them.
 */
export const linkVerbs: ReadonlySet<string> = set(
  `belong belongs belonging come comes came coming live lives lived living locate located lie lies hold holds held
   holding host hosts hosted take takes took taken taking teach teaches taught teaching visit visits visited visiting
   attend attends attended attending buy buys bought buying purchase purchased sell sells sold selling place places
   placed placing order ordered pay pays paid paying receive receives received receiving earn earns earned earning
   generate generates generated make makes made making produce produces produced producing build builds built
   manufacture manufactured work works worked working hire hires hired hiring employ employs employed enroll enrolls
   enrolled enrolling register registers registered own owns owned owning use uses used using write writes wrote
   written writing publish publishes published publishing cite cites cited star stars starred direct directs directed
   act acts acted study studies studied depart departs departed departing arrive arrives arrived arriving fly flies
   flew flying land lands landed landing bear born raise raised release releases released sing sings sang sung perform
   score scores scored scoring performs performed join joined joining sign signed open opened opening create created creating start started
   originate originated originating serve serves served serving offer offers offered offering supply supplied
   supplies ship ships shipped deliver delivered process processed handle handled manage manages managed managing lead
   leads led leading report reports run runs ran play plays played playing win wins won compete competed participate
   participates participated participating assign assigned arrange arranged give gave bring brought contain contained
   spend spends spent do done see seen find found go goes went going leave leaves left stay stayed lend lent
   borrow borrowed rent rented own recorded award awarded vote voted cast involve involved cause caused occur
   occurred occurring share shared shares equip equipped drive drives driven travel traveled send sends sent
   transfer transferred transact transacted make up account accounts accounted add added acquire acquired gain gained
   get bring brings changing appear appears appeared become became list listed post posted
   look looked view viewed watch watched submit submitted apply applied book booked review reviewed rated
   have had having reach reached represent represents represented speak speaks spoke spoken weigh weighs weighing
   destroyed kill killed aged age graduate graduated major supervise supervised advise advises advised fund funded
   corresponds correspond result resulted bound headed situated based stationed employed performing featuring
   comprises comprise consist consists break breaks broken down split perform performed performing doing affiliated
   leaving saves saved designed built destroy treat treated prescribed live-in relate relates related involve
      owe owed hail border borders surround surrounded
   present presented presenting issue issues issued issuing flow flows flowed flowing redeem redeemed redeeming
   gotten vary varies varying differ differs differing conduct conducted administer administered diagnose diagnosed
   prescribe prescribes undergo underwent undergone experience experienced feature features featured operate operates
   operated connect connects connected cover covers covered trade trades traded trading admit admitted mention
   mentioned declare declares declared responsible shown specify specifies specified stock stocked prepare prepared organize organized introduce introduced`,
)
