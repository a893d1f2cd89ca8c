// What we use of two modules whose published types are of older versions.

declare module 'pdfkit' {
  export interface TextOptions {
    width?: number
    height?: number
    align?: 'left' | 'right' | 'center'
    lineGap?: number
    lineBreak?: boolean
    characterSpacing?: number
    ellipsis?: boolean
  }
  export interface StructureElement {
    add(child: StructureElement | (() => void)): StructureElement
    end(): void
  }
  export interface DocumentOptions {
    autoFirstPage?: boolean
    size?: string
    margin?: number
    pdfVersion?: string
    lang?: string
    tagged?: boolean
    displayTitle?: boolean
    compress?: boolean
    info?: Readonly<Record<string, string | Date>>
  }
  export class PDFDocument {
    constructor(options?: DocumentOptions)
    readonly page: { readonly width: number; readonly height: number }
    font(path: string): this
    fontSize(size: number): this
    fillColor(colour: string): this
    strokeColor(colour: string): this
    lineWidth(width: number): this
    rect(x: number, y: number, width: number, height: number): this
    roundedRect(...place: readonly [number, number, number, number, number]): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    fill(colour?: string): this
    stroke(colour?: string): this
    text(text: string, x: number, y: number, options?: TextOptions): this
    widthOfString(text: string, options?: TextOptions): number
    heightOfString(text: string, options?: TextOptions): number
    struct(
      type: string,
      options?: { readonly title?: string; readonly alt?: string; readonly actual?: string } | (() => void),
      children?: (() => void) | readonly (StructureElement | (() => void))[],
    ): StructureElement
    addStructure(element: StructureElement): this
    markContent(type: string): this
    endMarkedContent(): this
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'end', listener: () => void): this
    end(): void
  }
}

declare module 'svg-to-pdfkit' {
  import type { PDFDocument } from 'pdfkit'

  type Arguments = [doc: PDFDocument, svg: string, x: number, y: number, options?: SvgOptions]
  const svgToPdf: (...args: Arguments) => void
  export default svgToPdf
}
