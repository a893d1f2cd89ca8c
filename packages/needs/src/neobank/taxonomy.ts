/** A merchant category: code, name, weight of its transactions, median amount and spread, base interchange. */
export interface Mcc {
  readonly code: string
  readonly name: string
  readonly sector: string
  readonly weight: number
  readonly medianUsd: number
  readonly sigma: number
  readonly bps: number
  readonly noun: string
}

type Row = readonly [string, string, number, number, number, number, string]

/** 40 merchant categories in 8 sectors: [code, name, weight, median USD, sigma, bps, noun of its merchants' names]. */
const SECTORS: Readonly<Record<string, readonly Row[]>> = {
  Groceries: [
    ['5411', 'Grocery stores and supermarkets', 150, 38, 0.8, 122, 'Market'],
    ['5422', 'Butchers and meat lockers', 8, 31, 0.6, 128, 'Butcher'],
    ['5451', 'Dairy products', 5, 14, 0.5, 128, 'Dairy'],
    ['5462', 'Bakeries', 26, 11, 0.5, 140, 'Bakery'],
    ['5499', 'Convenience and specialty food', 62, 13, 0.6, 145, 'Pantry'],
  ],
  Dining: [
    ['5812', 'Restaurants', 110, 34, 0.7, 165, 'Kitchen'],
    ['5813', 'Bars and taverns', 30, 28, 0.6, 170, 'Tavern'],
    ['5814', 'Fast food', 120, 12, 0.5, 155, 'Grill'],
    ['5811', 'Caterers', 4, 140, 0.7, 168, 'Catering'],
    ['5441', 'Confectionery', 9, 12, 0.5, 150, 'Sweets'],
  ],
  Transport: [
    ['4111', 'Commuter transport', 48, 6, 0.5, 138, 'Transit'],
    ['4121', 'Taxis and ride hailing', 58, 17, 0.6, 158, 'Rides'],
    ['5541', 'Service stations', 70, 41, 0.5, 112, 'Fuel'],
    ['7523', 'Parking', 24, 9, 0.6, 142, 'Parking'],
    ['7538', 'Car repair', 7, 190, 0.8, 150, 'Garage'],
  ],
  Travel: [
    ['4511', 'Airlines', 9, 260, 0.7, 195, 'Airways'],
    ['7011', 'Hotels', 13, 165, 0.7, 190, 'Hotel'],
    ['7512', 'Car rental', 5, 130, 0.6, 188, 'Car Rental'],
    ['4722', 'Travel agencies', 4, 310, 0.8, 192, 'Travel'],
    ['4112', 'Passenger railways', 10, 42, 0.7, 170, 'Rail'],
  ],
  Shopping: [
    ['5311', 'Department stores', 26, 52, 0.8, 148, 'Department Store'],
    ['5651', 'Family clothing', 32, 47, 0.7, 155, 'Clothing'],
    ['5732', 'Electronics', 16, 110, 0.9, 145, 'Electronics'],
    ['5942', 'Book shops', 14, 19, 0.5, 150, 'Books'],
    ['5712', 'Furniture', 6, 180, 0.9, 150, 'Furniture'],
  ],
  Entertainment: [
    ['4899', 'Streaming and cable', 40, 14, 0.3, 152, 'Streaming'],
    ['7832', 'Cinemas', 16, 24, 0.4, 160, 'Cinema'],
    ['7922', 'Theatre and concerts', 8, 72, 0.6, 165, 'Tickets'],
    ['7941', 'Sports clubs and fields', 8, 38, 0.6, 160, 'Sports'],
    ['7994', 'Video games', 20, 21, 0.7, 158, 'Games'],
  ],
  Health: [
    ['5912', 'Pharmacies', 40, 19, 0.7, 135, 'Pharmacy'],
    ['8011', 'Doctors', 9, 75, 0.7, 140, 'Clinic'],
    ['8021', 'Dentists', 5, 125, 0.8, 140, 'Dental'],
    ['7997', 'Gyms and clubs', 18, 36, 0.4, 155, 'Fitness'],
    ['8043', 'Opticians', 4, 105, 0.6, 142, 'Optical'],
  ],
  Bills: [
    ['4814', 'Telephone services', 26, 46, 0.4, 130, 'Telecom'],
    ['4900', 'Utilities', 20, 82, 0.5, 88, 'Utilities'],
    ['6300', 'Insurance', 11, 96, 0.5, 118, 'Insurance'],
    ['7210', 'Laundry and cleaning', 10, 17, 0.5, 145, 'Laundry'],
    ['8220', 'Colleges and schools', 3, 210, 0.8, 120, 'College'],
  ],
}

/** Interchange over spend, in basis points (spec 002: 1.5 %). */
export const MEAN_INTERCHANGE_BPS = 150

const raw: readonly Mcc[] = Object.entries(SECTORS).flatMap(([sector, rows]) =>
  rows.map(([code, name, weight, medianUsd, sigma, bps, noun]) => ({
    code,
    name,
    sector,
    weight,
    medianUsd,
    sigma,
    bps,
    noun,
  })),
)

const spend = ({ weight, medianUsd, sigma }: Mcc): number => weight * medianUsd * Math.exp(sigma ** 2 / 2)
const meanBps =
  raw.reduce((sum, mcc) => sum + spend(mcc) * mcc.bps, 0) / raw.reduce((sum, mcc) => sum + spend(mcc), 0)

/** Interchange is scaled so that the mean, weighted by spend, is the spec's. */
export const MCCS: readonly Mcc[] = raw.map((mcc) => ({
  ...mcc,
  bps: Math.round((mcc.bps * MEAN_INTERCHANGE_BPS) / meanBps),
}))

/** Two words that no other merchant of the same category has. */
export const FIRST_WORDS =
  'Amber Alder Ash Aspen Bay Birch Blue Bright Brook Canyon Cedar Clover Coast Copper Coral Crescent Crown Dawn Delta Dune East Elm Ember Falcon Fern Field Fox Garnet Glen Golden Granite Grove Harbor Hazel Heron High Holly Indigo Iron Ivy Jade Juniper Lark Laurel Lime Lion Maple Meadow Mesa Mill Mint Moss North Oak Olive Onyx Orchard Otter Palm Pearl'.split(
    ' ',
  )
export const SECOND_WORDS =
  'Arch Bend Bridge Bluff Branch Castle Chapel Corner Court Creek Crossing Dale Dock Edge End Ford Forest Gate Green Hall Haven Heights Hill Hollow House Island Junction Key Knoll Lake Landing Lane Ledge Light Lodge Mark Mile Mount Nest Park Pass Path Peak Pier Pine Place Plaza Point Pond Port Ridge Rise River Road Rock Row Shore Spring Square Stone'.split(
    ' ',
  )
