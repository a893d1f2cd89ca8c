import { Drawer } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useProjects } from '../api/queries.ts'
import { MenuIcon } from '../icons.tsx'
import { go, type Place, threadOf, usePlace } from '../routing.ts'
import controls from '../theme/controls.module.css'
import { ThreadPage } from '../thread/thread-page.tsx'
import { ClosedPage } from './closed-page.tsx'
import { Mark } from './mark.tsx'
import { NoPage } from './no-page.tsx'
import { PageLoading } from './page-loading.tsx'
import { pageNamed, usePages } from './pages.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import styles from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'
import { Waiting } from './waiting.tsx'

/** A page that only links lead to. */
const SHARED = 'shared'
const SharedThread = lazy(() => import('../thread/shared-thread.tsx'))

const LAST_PROJECT = 'numize-project'

/** The rail and, beside it, a page; below 1000 px the rail slides in on demand. */
export function Shell() {
  const place = usePlace()
  const { project } = place
  const names = useKnownProject(project)
  if (project === null)
    return <Waiting text={names?.length === 0 ? 'There is no project here yet.' : 'Opening…'} />
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#conversation">
        Skip to the {place.page === 'ask' ? 'conversation' : 'page'}
      </a>
      <Side place={place} project={project} />
      <Page place={place} project={project} />
      <Palette project={project} />
      <Shortcuts project={project} />
    </div>
  )
}

/** Opens the project last used where the address names none. */
function useKnownProject(project: string | null): readonly string[] | undefined {
  const projects = useProjects()
  const names = projects.data?.map(({ name }) => name)
  useEffect(() => {
    if (project !== null) return localStorage.setItem(LAST_PROJECT, project)
    const last = localStorage.getItem(LAST_PROJECT)
    const first = names?.find((name) => name === last) ?? names?.[0]
    if (first !== undefined) go({ project: first, thread: null }, { replace: true })
  }, [project, names])
  return names
}

function Side({ place, project }: { place: Place; project: string }) {
  const [isOpen, menu] = useDisclosure(false)
  const isNarrow = useMediaQuery('(max-width: 62.5em)', false, { getInitialValueInEffect: false })
  const { page } = place
  const where = place.path.join('/')
  useEffect(menu.close, [page, where, project])
  const rail = <Rail project={project} page={page} thread={threadOf(place)} />
  if (!isNarrow) return <div className={styles['rail']}>{rail}</div>
  return (
    <>
      <header className={styles['bar']}>
        <button type="button" className={controls['icon']} onClick={menu.open} aria-label="Open the menu">
          <MenuIcon size={20} />
        </button>
        <Mark size={24} />
        <span className={styles['wordmark']}>Numize</span>
      </header>
      <MenuDrawer isOpen={isOpen} onClose={menu.close}>
        {rail}
      </MenuDrawer>
    </>
  )
}

const MenuDrawer = (props: { isOpen: boolean; onClose: () => void; children: ReactNode }) => (
  <Drawer
    opened={props.isOpen}
    onClose={props.onClose}
    size={300}
    padding={0}
    title="Menu"
    closeButtonProps={{ 'aria-label': 'Close the menu' }}
    classNames={{
      content: styles['drawer'] ?? '',
      header: styles['drawerHead'] ?? '',
      title: styles['drawerTitle'] ?? '',
      body: styles['drawerBody'] ?? '',
    }}
  >
    {props.children}
  </Drawer>
)

function Page({ place, project }: { place: Place; project: string }) {
  const entry = pageNamed(place.page)
  const mayOpen = usePages().some(({ name }) => name === place.page)
  if (place.page === 'ask') return <ThreadPage key={project} project={project} thread={threadOf(place)} />
  const [token] = place.path
  if (place.page === SHARED && token !== undefined)
    return (
      <Suspense fallback={<PageLoading />}>
        <SharedThread key={token} token={token} />
      </Suspense>
    )
  if (!entry?.Page) return <NoPage project={project} />
  if (!mayOpen && entry.scope !== null) return <ClosedPage title={entry.label} scope={entry.scope} />
  const { Page: Shown, name } = entry
  return (
    <Suspense fallback={<PageLoading />}>
      <Shown key={`${project}/${name}`} project={project} path={place.path} />
    </Suspense>
  )
}
