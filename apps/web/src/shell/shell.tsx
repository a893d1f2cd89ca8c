import { Drawer } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useEffect } from 'react'
import { useProjects } from '../api/queries.ts'
import { MenuIcon } from '../icons.tsx'
import { go, usePlace } from '../routing.ts'
import controls from '../theme/controls.module.css'
import { ThreadPage } from '../thread/thread-page.tsx'
import { Mark } from './mark.tsx'
import { Rail } from './rail.tsx'
import styles from './shell.module.css'
import { Waiting } from './waiting.tsx'

const LAST_PROJECT = 'numize-project'

/** The rail and, beside it, the conversation; below 1000 px the rail slides in on demand. */
export function Shell() {
  const place = usePlace()
  const projects = useProjects()
  const [railOpen, rail] = useDisclosure(false)
  const isNarrow = useMediaQuery('(max-width: 62.5em)', false, { getInitialValueInEffect: false })
  const { project } = place
  const names = projects.data?.map(({ name }) => name)

  useEffect(() => {
    if (project !== null) return localStorage.setItem(LAST_PROJECT, project)
    const last = localStorage.getItem(LAST_PROJECT)
    const first = names?.find((name) => name === last) ?? names?.[0]
    if (first !== undefined) go({ project: first, thread: null }, { replace: true })
  }, [project, names])
  useEffect(rail.close, [place.thread, project])

  if (project === null)
    return <Waiting text={names?.length === 0 ? 'There is no project here yet.' : 'Opening…'} />
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#conversation">
        Skip to the conversation
      </a>
      {isNarrow ? (
        <>
          <header className={styles['bar']}>
            <button type="button" className={controls['icon']} onClick={rail.open} aria-label="Open the menu">
              <MenuIcon size={20} />
            </button>
            <Mark size={24} />
            <span className={styles['wordmark']}>Numize</span>
          </header>
          <Drawer
            opened={railOpen}
            onClose={rail.close}
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
            <Rail project={project} thread={place.thread} />
          </Drawer>
        </>
      ) : (
        <div className={styles['rail']}>
          <Rail project={project} thread={place.thread} />
        </div>
      )}
      <ThreadPage key={project} project={project} thread={place.thread} />
    </div>
  )
}
