import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Scalar,
  visit,
  Document as YamlDocument,
} from 'yaml'

/** Keys with their values in the order they are read; null, undefined and empty members are left out. */
export type Tree = { readonly [key: string]: unknown }

export function compact(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([, value]) => !isEmpty(value)))
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** YAML as a person would write it: short lists on one line, texts in quotes only where they need them. */
export function yamlText(tree: Tree, comment: string): string {
  const document: Document = new YamlDocument(tree, { aliasDuplicateObjects: false })
  document.commentBefore = ` ${comment.replaceAll('\n', '\n ')}`
  styled(document)
  return document.toString(YAML_STYLE)
}

export const YAML_STYLE = { lineWidth: 0, flowCollectionPadding: false } as const

/** The same node, in the form a person would give it. */
export function styled<T extends Document | Node>(root: T): T {
  visit(root, {
    Seq: (_, node) => {
      if (node.items.every((item) => isScalar(item)) && JSON.stringify(node).length < 80) node.flow = true
    },
    Map: (key, node) => {
      if (key === 'value' && JSON.stringify(node).length < 50 && node.items.length < 4 && isFlat(node.items))
        node.flow = true
    },
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && needsQuotes(node.value)) node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return root
}

const isFlat = (pairs: readonly { readonly value: unknown }[]): boolean =>
  pairs.every(({ value }) => !isMap(value) && !isSeq(value))

/** Words that older YAML (dbt's) reads as true and false, and templates. */
const needsQuotes = (text: string): boolean =>
  /^(?:yes|no|on|off|y|n|true|false|null|~)$/i.test(text) || text.includes('{{')
