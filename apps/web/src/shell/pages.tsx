import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { useMe } from '../api/queries.ts'
import {
  BoardIcon,
  BookIcon,
  ChatIcon,
  CompassIcon,
  ConsoleIcon,
  FileIcon,
  PersonIcon,
  ShieldIcon,
} from '../icons.tsx'
import type { PageProps } from './page-props.ts'

export interface PageEntry {
  /** Its name in the address. */
  readonly name: string
  readonly label: string
  readonly icon: ComponentType<{ size?: number }>
  /** The right it takes to see it (see `ROLES` of access); null = everyone. */
  readonly scope: string | null
  /** Pressed after `g`. */
  readonly key: string
  /** null = `ask`, which the shell draws itself. */
  readonly Page: LazyExoticComponent<ComponentType<PageProps>> | null
}

/** The pages of the workspace, in the order of the rail. Each is loaded when it is first opened. */
const PAGES: readonly PageEntry[] = [
  { name: 'ask', label: 'Ask', icon: ChatIcon, scope: null, key: 'a', Page: null },
  {
    name: 'explore',
    label: 'Explore',
    icon: CompassIcon,
    scope: 'run:query',
    key: 'e',
    Page: lazy(() => import('../explore/explore-page.tsx')),
  },
  {
    name: 'boards',
    label: 'Boards',
    icon: BoardIcon,
    scope: 'read:board',
    key: 'b',
    Page: lazy(() => import('../boards/boards-page.tsx')),
  },
  {
    name: 'catalog',
    label: 'Catalog',
    icon: BookIcon,
    scope: 'read:catalog',
    key: 'c',
    Page: lazy(() => import('../catalog/catalog-page.tsx')),
  },
  {
    name: 'data',
    label: 'Data',
    icon: FileIcon,
    scope: 'upload:data',
    key: 'd',
    Page: lazy(() => import('../data/data-page.tsx')),
  },
  {
    name: 'sql',
    label: 'SQL console',
    icon: ConsoleIcon,
    scope: 'run:sql',
    key: 's',
    Page: lazy(() => import('../console/console-page.tsx')),
  },
  {
    name: 'govern',
    label: 'Govern',
    icon: ShieldIcon,
    // its sections say themselves who may
    scope: null,
    key: 'o',
    Page: lazy(() => import('../govern/govern-page.tsx')),
  },
  {
    name: 'account',
    label: 'Account',
    icon: PersonIcon,
    scope: null,
    key: 'u',
    Page: lazy(() => import('../account/account-page.tsx')),
  },
]

export const pageNamed = (name: string): PageEntry | undefined => PAGES.find((page) => page.name === name)

/** The pages somebody may see. */
export function usePages(): readonly PageEntry[] {
  const { data } = useMe()
  return PAGES.filter(({ scope }) => scope === null || data?.scopes.includes(scope))
}
