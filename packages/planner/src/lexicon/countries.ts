/** Countries by ISO 3166 codes, names and demonyms: each line is one country, and any spelling finds any other. */
export const countries: readonly (readonly string[])[] = `
ar arg argentina argentine argentinian
au aus australia australian
at aut austria austrian
be bel belgium belgian
br bra brazil brazilian
bg bgr bulgaria bulgarian
ca can canada canadian
ch che switzerland swiss
cl chl chile chilean
cn chn china chinese
co col colombia colombian
cz cze czechia czech czech_republic
de deu germany german
dk dnk denmark danish
ee est estonia estonian
eg egy egypt egyptian
es esp spain spanish
fi fin finland finnish
fr fra france french
gb gbr united_kingdom uk britain british great_britain england
gr grc greece greek
hr hrv croatia croatian
hu hun hungary hungarian
ie irl ireland irish
il isr israel israeli
in ind india indian
id idn indonesia indonesian
it ita italy italian
jp jpn japan japanese
ke ken kenya kenyan
kr kor south_korea korea korean
lt ltu lithuania lithuanian
lu lux luxembourg luxembourgish
lv lva latvia latvian
mx mex mexico mexican
my mys malaysia malaysian
ng nga nigeria nigerian
nl nld netherlands dutch holland
no nor norway norwegian
nz nzl new_zealand
pe per peru peruvian
ph phl philippines filipino
pl pol poland polish
pt prt portugal portuguese
ro rou romania romanian
ru rus russia russian russian_federation
sa sau saudi_arabia saudi
se swe sweden swedish
sg sgp singapore singaporean
si svn slovenia slovenian
sk svk slovakia slovak
th tha thailand thai
tr tur turkey turkish
tw twn taiwan taiwanese
ua ukr ukraine ukrainian
us usa united_states america american united_states_of_america
vn vnm vietnam vietnamese
za zaf south_africa south_african
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map((name) => name.replaceAll('_', ' ')))

/** Two-letter codes that are English words are no country unless written in capitals. */
export const codesThatAreWords: ReadonlySet<string> = new Set([
  'at',
  'be',
  'in',
  'is',
  'it',
  'no',
  'us',
  'my',
  'id',
  'de',
  'il',
  'per',
  'can',
  'co',
  'pt',
  'and',
  'so',
  'to',
  'me',
  'do',
  'am',
  'as',
])
