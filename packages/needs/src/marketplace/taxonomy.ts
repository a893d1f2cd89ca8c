/** A leaf category: its department, weight of its listings, median price and spread of prices. */
export interface Leaf {
  readonly name: string
  readonly department: string
  readonly weight: number
  readonly medianUsd: number
}

/** Ten departments of eight leaves: [weight, median price in USD, leaves]; popular leaves first. */
const DEPARTMENTS: Readonly<Record<string, readonly [number, number, string]>> = {
  Jewelry: [20, 38, 'Necklaces,Rings,Earrings,Bracelets,Watches,Brooches,Body Jewelry,Jewelry Storage'],
  'Home & Living': [18, 42, 'Wall Decor,Lighting,Kitchenware,Furniture,Rugs,Bedding,Storage Boxes,Candles'],
  Clothing: [15, 36, 'Dresses,Shirts,Sweaters,Jackets,Skirts,Trousers,Sleepwear,Costumes'],
  'Craft Supplies': [13, 12, 'Beads,Yarn,Fabric,Patterns,Stamps,Paper,Paint,Tools'],
  'Art & Collectibles': [
    10,
    55,
    'Prints,Paintings,Photography,Sculpture,Drawings,Collectible Toys,Glass Art,Fiber Art',
  ],
  'Toys & Games': [
    8,
    26,
    'Plush Toys,Board Games,Puzzles,Dolls,Building Sets,Card Games,Outdoor Toys,Learning Toys',
  ],
  'Bags & Purses': [6, 48, 'Totes,Handbags,Backpacks,Wallets,Travel Bags,Clutches,Laptop Sleeves,Pouches'],
  'Paper & Party': [
    5,
    11,
    'Greeting Cards,Invitations,Stickers,Planners,Gift Wrap,Party Decor,Calendars,Notebooks',
  ],
  'Bath & Beauty': [3, 17, 'Soaps,Skin Care,Fragrances,Makeup,Hair Care,Bath Salts,Nail Care,Shaving'],
  'Pet Supplies': [2, 21, 'Collars,Pet Beds,Pet Clothing,Pet Toys,Feeding,Leashes,Pet Tags,Carriers'],
}

export const PRICE_SIGMA = 0.6

export const LEAVES: readonly Leaf[] = Object.entries(DEPARTMENTS).flatMap(
  ([department, [weight, median, names]]) =>
    names.split(',').map((name, place) => ({
      name,
      department,
      weight: weight / (place + 2),
      medianUsd: median * (1.25 - 0.07 * place),
    })),
)

export const DEPARTMENT_NAMES: readonly string[] = Object.keys(DEPARTMENTS)
