import { createRequire } from 'node:module'
import { PDFDocument } from 'pdfkit'

export const FONT = 'Inter'
const require = createRequire(import.meta.url)
const fileOf = (weight: string): string =>
  require.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`)

/** Font files of an npm package (Inter, Open Font License), so that figures look alike on a machine without fonts. */
export const FONT_FILES = {
  regular: fileOf('400Regular'),
  medium: fileOf('500Medium'),
  semibold: fileOf('600SemiBold'),
  bold: fileOf('700Bold'),
} as const
export type FontName = keyof typeof FONT_FILES

/** By CSS weight: the file that draws it. */
export function fontOfWeight(weight: number | string | undefined): FontName {
  const value = weight === 'bold' ? 700 : Number(weight ?? 400)
  if (value >= 700) return 'bold'
  if (value >= 600) return 'semibold'
  return value >= 500 ? 'medium' : 'regular'
}

const ruler = new PDFDocument({ autoFirstPage: false })

/** Width of a text in the units of its size. */
export const textWidth = (text: string, size: number, font: FontName): number =>
  ruler.font(FONT_FILES[font]).fontSize(size).widthOfString(text)
