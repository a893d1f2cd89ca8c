import { type Document, isMap, isSeq, parseAllDocuments, type YAMLMap, type YAMLSeq } from 'yaml'
import { styled, YAML_STYLE, yamlText } from '../write/to-yaml.ts'
import type { ModelObject, ObjectKind } from './model-objects.ts'

/** What is done to one object of a file; `tree` null removes it. */
export interface ObjectEdit {
  readonly kind: ObjectKind
  readonly name: string
  readonly tree: ModelObject['tree'] | null
}

/**
 * The file with its objects exchanged, added or removed; everything else, comments included, stays as it stands.
 * Null where an object that should be exchanged is not written in this file.
 */
export function editObjects(source: string, edits: readonly ObjectEdit[]): string | null {
  const documents = parseAllDocuments(source, { keepSourceTokens: false }) as readonly Document[]
  for (const edit of edits) {
    const isDone = documents.some((document) => exchange(document, edit))
    if (!isDone && !append(documents, edit)) return null
  }
  return documents.map((document) => document.toString(YAML_STYLE)).join('')
}

/** Whether a file holds any object of a model. */
export const hasObjects = (source: string): boolean =>
  (parseAllDocuments(source) as readonly Document[]).some((document) =>
    KINDS.some((kind) => itemsOf(document, kind).length > 0 || singleOf(document, kind) !== null),
  )

const KINDS: readonly ObjectKind[] = ['semantic_models', 'metrics', 'saved_queries', 'time_spines']

const pathOf = (kind: ObjectKind): readonly string[] =>
  kind === 'time_spines' ? ['project_configuration', 'time_spines'] : [kind]

const listIn = (document: Document, kind: ObjectKind): YAMLSeq | null => {
  const found = isMap(document.contents) ? document.getIn(pathOf(kind)) : null
  return isSeq(found) ? found : null
}

const itemsOf = (document: Document, kind: ObjectKind): readonly unknown[] =>
  listIn(document, kind)?.items ?? []

const nameOf = (kind: ObjectKind, item: YAMLMap): unknown =>
  kind === 'time_spines' ? item.getIn(['node_relation', 'alias']) : item.get('name')

/** `metric:` instead of `metrics:`, one to a document. */
const SINGLE: Readonly<Record<ObjectKind, string>> = {
  semantic_models: 'semantic_model',
  metrics: 'metric',
  saved_queries: 'saved_query',
  time_spines: 'time_spine',
}

const singleOf = (document: Document, kind: ObjectKind): YAMLMap | null => {
  const found = isMap(document.contents) ? document.get(SINGLE[kind]) : null
  return isMap(found) ? found : null
}

function exchange(document: Document, { kind, name, tree }: ObjectEdit): boolean {
  const single = singleOf(document, kind)
  if (single && nameOf(kind, single) === name) {
    if (tree) document.set(SINGLE[kind], styled(document.createNode(tree)))
    else document.delete(SINGLE[kind])
    return true
  }
  const list = listIn(document, kind)
  const at = list?.items.findIndex((item) => isMap(item) && nameOf(kind, item) === name) ?? -1
  if (!list || at < 0) return false
  if (tree) list.items[at] = withComments(styled(document.createNode(tree)), list.items[at])
  else list.items.splice(at, 1)
  if (list.items.length === 0) document.deleteIn(pathOf(kind))
  return true
}

/** A comment before an object is about the object, whatever becomes of it. */
function withComments<T extends object>(next: T, before: unknown): T {
  const comment = isMap(before) ? before.commentBefore : null
  return comment ? Object.assign(next, { commentBefore: comment }) : next
}

function append(documents: readonly Document[], { kind, tree }: ObjectEdit): boolean {
  const home =
    documents.find((document) => listIn(document, kind)) ??
    documents.find((document) => isMap(document.contents) || document.contents === null)
  if (!tree || !home) return false
  if (listIn(home, kind)) home.addIn(pathOf(kind), styled(home.createNode(tree)))
  else home.setIn(pathOf(kind), styled(home.createNode([tree])))
  return true
}

/** A new file with these objects. */
export function newFile(objects: readonly ModelObject[], comment: string): string {
  const tree: Record<string, unknown> = {}
  for (const kind of KINDS) {
    const own = objects.filter((one) => one.kind === kind).map((one) => one.tree)
    if (own.length === 0) continue
    if (kind === 'time_spines') tree['project_configuration'] = { time_spines: own }
    else tree[kind] = own
  }
  return yamlText(tree, comment)
}
