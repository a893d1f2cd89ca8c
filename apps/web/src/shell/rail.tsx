import { Menu, Tooltip } from '@mantine/core'
import { useMe } from '../api/queries.ts'
import { CheckIcon, ContrastIcon, MoonIcon, PlusIcon, SearchIcon, SignOutIcon, SunIcon } from '../icons.tsx'
import { go, pathTo } from '../routing.ts'
import { signOut } from '../session/sign-in.ts'
import controls from '../theme/controls.module.css'
import { LOOKS, type Look, useLook } from '../theme/look.ts'
import { focusComposer } from '../thread/composer.tsx'
import { ThreadList } from '../thread/thread-list.tsx'
import { Mark } from './mark.tsx'
import { usePages } from './pages.tsx'
import { openPalette } from './palette.tsx'
import { ProjectSwitcher } from './project-switcher.tsx'
import styles from './rail.module.css'

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function Rail({ project, page, thread }: { project: string; page: string; thread: string | null }) {
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
      <button type="button" className={`${controls['plain']} ${styles['search']}`} onClick={openPalette}>
        <SearchIcon size={16} />
        <span>Search or ask</span>
        <kbd>{IS_APPLE ? '⌘' : 'Ctrl'} K</kbd>
      </button>
      <Pages project={project} page={page} />
      <ThreadList project={project} thread={thread} />
      <Account />
    </div>
  )
}

function Pages({ project, page }: { project: string; page: string }) {
  return (
    <nav className={styles['pages']} aria-label="Pages">
      <ul>
        {usePages().map(({ name, label, icon: Icon }) => (
          <li key={name}>
            <a
              href={pathTo({ project, page: name })}
              aria-current={name === page ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                go({ project, page: name })
              }}
            >
              <Icon size={17} />
              {label}
            </a>
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
      <ThemeMenu />
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

const LOOK_ICONS = {
  dark: <MoonIcon size={16} />,
  light: <SunIcon size={16} />,
  contrast: <ContrastIcon size={16} />,
} as const

function ThemeMenu() {
  const [look, setLook] = useLook()
  return (
    <Menu position="top-end" shadow="lg" withinPortal>
      <Menu.Target>
        <button type="button" className={controls['icon']} aria-label={`Theme: ${LOOKS[look]}`}>
          <ContrastIcon />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles['dropdown'] ?? ''}>
        {Object.entries(LOOKS).map(([name, label]) => (
          <Menu.Item
            key={name}
            onClick={() => setLook(name as Look)}
            leftSection={LOOK_ICONS[name as Look]}
            rightSection={name === look ? <CheckIcon size={16} /> : null}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
