/** What "the largest" of something is measured by, where nothing else is said. */
export const sizes: readonly string[] = [
  'size',
  'area',
  'amount',
  'total',
  'value',
  'population',
  'length',
  'height',
  'capacity',
  'number',
  'altitude',
  'elevation',
]
