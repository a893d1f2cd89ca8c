const lengths = 'meter|metre|kilometer|kilometre|km|mile|foot|feet|inch|inches|yard|centimeter|cm|mm'
const areas = 'hectare|acre|sqkm|sqm|sq km|sq m|sq ft'
const weights = 'kilogram|kg|gram|pound|lb|lbs|tonne|ton|ounce'
const others = 'liter|litre|gallon|celsius|fahrenheit|kwh|mb|gb|horsepower'
const thing = `(?:(?:square|cubic|sq) )?(?:${[lengths, areas, weights, others].join('|')})s?`
const heads = '(?:people|persons|inhabitants|residents)'

const unit = new RegExp(
  `^(?:(?:in|measured in|expressed in) )?(?:the )?(?:unit of |units of )?(?:${thing}(?: per ${thing})?|${heads} per ${thing})$`,
)

const times = /^in (?:no\.? of |number of |total |whole )?(?:seconds|minutes|hours|days|weeks)$/

const shapes = 'an? (?:integer|whole number|number|date|decimal|float|boolean|string|list|decimal number)'
const shape = new RegExp(
  `^as ${shapes}$|^as (?:integers|dates|whole numbers|decimals)$|^in the form of ${shapes}$`,
)

/** Whether words only say how a cell is to be written: "as a date", "as an integer". */
export const saysShape = (words: string): boolean => shape.test(words)

/** Whether words say in which unit a number is told: "in square kilometers", "in people per square mile". */
export const saysUnit = (words: string): boolean => unit.test(words) || times.test(words)

const counted =
  /^(?:seconds|minutes|hours|people|persons|guests|visitors|attendees|words|pages|copies|units|euros|dollars)(?: long)?$/

/** Whether words behind a number only say what it counts: "60 minutes", "500 people". */
export const saysCounted = (words: string): boolean => counted.test(words)

export const LONGEST_UNIT = 7
