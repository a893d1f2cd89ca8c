/** Short forms found in column names and what they stand for, in plain English. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  abbr: 'abbreviation',
  abbrev: 'abbreviation',
  acct: 'account',
  addr: 'address',
  amt: 'amount',
  approx: 'approximate',
  attr: 'attribute',
  avg: 'average',
  bal: 'balance',
  bday: 'birthday',
  cat: 'category',
  ccy: 'currency',
  cd: 'code',
  cnt: 'count',
  co: 'company',
  comm: 'commission',
  cont: 'continent',
  ctry: 'country',
  curr: 'currency',
  cust: 'customer',
  dept: 'department',
  desc: 'description',
  dest: 'destination',
  dob: 'birth date',
  doc: 'document',
  dt: 'date',
  emp: 'employee',
  fname: 'first name',
  freq: 'frequency',
  govt: 'government',
  grp: 'group',
  hq: 'headquarters',
  inv: 'invoice',
  lang: 'language',
  lat: 'latitude',
  lname: 'last name',
  lng: 'longitude',
  loc: 'location',
  lon: 'longitude',
  max: 'maximum',
  mfr: 'manufacturer',
  mgr: 'manager',
  min: 'minimum',
  mkt: 'market',
  mpg: 'miles per gallon',
  msg: 'message',
  nbr: 'number',
  nm: 'name',
  no: 'number',
  num: 'number',
  ord: 'order',
  org: 'organization',
  pct: 'percent',
  perc: 'percent',
  pmt: 'payment',
  pop: 'population',
  pos: 'position',
  prev: 'previous',
  prod: 'product',
  pwd: 'password',
  qty: 'quantity',
  ref: 'reference',
  reg: 'registration',
  rev: 'revenue',
  seq: 'sequence',
  sess: 'session',
  src: 'source',
  stat: 'status',
  stu: 'student',
  str: 'text',
  subj: 'subject',
  temp: 'temperature',
  tot: 'total',
  trans: 'transaction',
  ts: 'time',
  tx: 'transaction',
  txn: 'transaction',
  usr: 'user',
  val: 'value',
  ver: 'version',
  vol: 'volume',
  yr: 'year',
}

/** Written in capitals in a label. */
export const ACRONYMS: ReadonlySet<string> = new Set(
  'id url ip api gpa isbn ssn sku vat vip kpi mcc kyc gdp usd eur gbp uuid ceo sms zip cpu gps mrr arr roi faq pdf'.split(
    ' ',
  ),
)

const COMMON_WORDS = `
account active actual address administrator age agent agreement airline airport album alias amount analyst area
article artist assessment asset attendance author authors average award bank base battle begin billing birth block
board body book booking border branch brand budget building business buyer campaign cancel capacity capital car card
career carrier cart case category channel charge check chapter child citation cited citing city claim class client
close closed club coach code college color column comment commission company completed complete concert condition
conference contact content contestant contract conversion cost count country county coupon course court create created
credit currency current custom customer daily dancer data database date datetime day days deal dealer death default
degree delivery density department deposit description destination detail device diagnosis direction director
discount distance district doctor document domain donor dose driver due duration education effective elevation email
employee end engineer enrolled enrollment entry event exam exchange expense expiration expiry family fare fee
feedback festival field file film final first flag flight floor follower format foreign free friend from full gallery
game gender genre goal grade gross group guest head height hidden high highest hire holder home host hotel hour hours
image impression income index indicator industry info information ingredient insert instructor insurance interest
inventory invoice issue item join joined journal key keyphrase keyword kind label language last latitude law lead
league leave ledger length lesson level library license like limit line link list listing loan location log login
longitude loss low lowest machine main maintenance maker manager manufacturer map market mark match maximum measure
medal media member membership merchant message method middle minimum minute minutes mode model modified month monthly
mountain movie museum music name national nationality net network news next nickname note notification number
occupation offer office offset open operation option order organization origin original out outcome overall owner
page paid paper parent park part party password patient payment people per percent percentage performance period
permission person pet phone photo physician place plan planet plant platform play player point points policy
population position post postal premium prescription president previous price primary priority product profession
professor profile profit program project property provider province public publication publisher purchase quality
quantity quarter question race rank ranking rate rating ratio raw read reason receipt received receiver record
reference refund region registration relationship release rent report request reservation resolution response
restaurant result return revenue review river role room route row salary sale sales sample schedule school score
season seat second section sector segment seller semester sender sent serial series service session setting
settlement share shares ship shipment shipping shop short show shop sign signup singer site size snapshot song sort
source species speed sponsor staff stadium staff start state station statistic status stock stop store street
student style sub subject subscription subtotal success supplier supply support surname symbol table tag target tax
teacher team technician telephone temperature template term test text theme ticker ticket time timestamp title to
total track traffic train transaction transfer treatment trip type unit university update updated usage user
vehicle vendor venue version video view village vin visit visitor volume vote voter wallet warehouse website week
weight width winner withdrawal work worker write year zip zone is has id uid unix epoch postage storage mileage coverage
voltage shortage damage percentage operating opening ending today passenger candidate island cylinder mile
`

/** What a name without separators may be cut into. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...COMMON_WORDS.trim().split(/\s+/),
  ...Object.keys(ABBREVIATIONS).filter((word) => word.length > 2),
  'tx',
  'dt',
  'ts',
  'ms',
])
