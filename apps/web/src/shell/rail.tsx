import { Skeleton, Tooltip, useMantineColorScheme } from '@mantine/core'
import { useMe, useThreads } from '../api/queries.ts'
import { MoonIcon, PlusIcon, SignOutIcon, SunIcon } from '../icons.tsx'
import { go, pathTo } from '../routing.ts'
import { signOut } from '../session/sign-in.ts'
import controls from '../theme/controls.module.css'
import { focusComposer } from '../thread/composer.tsx'
import { Mark } from './mark.tsx'
import { ProjectSwitcher } from './project-switcher.tsx'
import styles from './rail.module.css'

export function Rail({ project, thread }: { project: string; thread: string | null }) {
  const startThread = () => {
    go({ project, thread: null })
    focusComposer()
  }
  return (
    <div className={styles['rail']}>
      <div className={styles['brand']}>
        <Mark />
        <span>Numize</span>
      </div>
      <ProjectSwitcher project={project} />
      <button type="button" className={`${controls['primary']} ${styles['new']}`} onClick={startThread}>
        <PlusIcon size={16} />
        New question
      </button>
      <Threads project={project} thread={thread} />
      <Account />
    </div>
  )
}

function Threads({ project, thread }: { project: string; thread: string | null }) {
  const { data, isPending } = useThreads(project)
  return (
    <nav className={styles['threads']} aria-label="Threads">
      <h2>Threads</h2>
      {isPending && <Skeleton height={28} mx={12} width="auto" />}
      {data?.length === 0 && <p>Questions you ask are kept here.</p>}
      <ul>
        {data?.map(({ id, title }) => (
          <li key={id}>
            <Tooltip label={title} openDelay={700} position="right" withArrow multiline maw={320}>
              <a
                href={pathTo({ project, thread: id })}
                aria-current={id === thread ? 'page' : undefined}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey) return
                  event.preventDefault()
                  go({ project, thread: id })
                }}
              >
                {title}
              </a>
            </Tooltip>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Account() {
  const { data } = useMe()
  return (
    <div className={styles['account']}>
      <span className={styles['who']} title={data?.userId}>
        {data?.userId}
      </span>
      <ThemeToggle />
      <Tooltip label="Sign out" withArrow>
        <button
          type="button"
          className={controls['icon']}
          aria-label="Sign out"
          onClick={() => void signOut()}
        >
          <SignOutIcon />
        </button>
      </Tooltip>
    </div>
  )
}

function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const other = colorScheme === 'light' ? 'dark' : 'light'
  const label = `Use the ${other} theme`
  return (
    <Tooltip label={label} withArrow>
      <button
        type="button"
        className={controls['icon']}
        aria-label={label}
        onClick={() => setColorScheme(other)}
      >
        {other === 'light' ? <SunIcon /> : <MoonIcon />}
      </button>
    </Tooltip>
  )
}
