// What was asked for last: a server that does not follow is not asked twice.
let asked = ""

const seen = (ground) => {
  const [red, green, blue] = (getComputedStyle(ground).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number)
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light"
}

// A screen reader hears the sections of the menu as lists; the framework nests them in a way that is none.
const nameMenu = () => {
  for (const menu of document.querySelectorAll('ul[data-testid="stSidebarNavItems"]')) {
    menu.setAttribute("role", "presentation")
    for (const item of menu.querySelectorAll("li")) {
      if (item.parentElement !== menu) item.parentElement.setAttribute("role", "list")
    }
  }
}

// Where the focus was before a dialog took it: the control, and how to find it again when it was drawn anew.
let left = null
const hasDialog = () => document.querySelector('[role="dialog"]') !== null
const controls = (root) => [...root.querySelectorAll("button, a, input, [tabindex]")]

const remember = (event) => {
  const [control, ...around] = event.composedPath()
  if (hasDialog() || !(control instanceof HTMLElement)) return
  const keyed = around.find((one) => one instanceof Element && /st-key-/.test(one.className))
  const root = control.getRootNode()
  left = { control, key: keyed?.className.match(/st-key-\S+/)?.[0], isInside: root !== document, at: controls(root).indexOf(control) }
}

const again = ({ control, key, isInside, at }) => {
  if (control.isConnected) return control
  const keyed = key && document.querySelector(`.${CSS.escape(key)}`)
  if (!keyed) return null
  const shadow = [...keyed.querySelectorAll("*")].find((one) => one.shadowRoot)?.shadowRoot
  return isInside ? shadow && controls(shadow)[at] : controls(keyed)[0]
}

let wasOpen = false
const returnFocus = () => {
  const isOpen = hasDialog()
  if (wasOpen && !isOpen && left && document.activeElement === document.body) again(left)?.focus()
  wasOpen = isOpen
}

// A menu of downloads closes when something else is chosen, as every menu does.
const closeMenus = (event) => {
  for (const menu of document.querySelectorAll("details.sc-take[open]")) {
    const isInside = event.composedPath().includes(menu)
    if (event.type === "keydown" ? event.key !== "Escape" : isInside && !event.target.closest?.(".sc-forms a")) continue
    menu.open = false
    if (event.type === "keydown" && isInside) menu.querySelector("summary").focus()
  }
}

// Charts have the width of the window: a sheet shows all of it, at a smaller scale.
const SHEET = 1040
const fitSheet = () => {
  const main = document.querySelector('[data-testid="stMain"]')
  if (main) document.documentElement.style.setProperty("--sc-print", Math.min(1, SHEET / main.clientWidth))
}

export default function ({ data, parentElement, setTriggerValue }) {
  document.documentElement.lang = data.language
  const ground = parentElement.querySelector(".ground")
  const look = () => {
    const now = seen(ground)
    if (now === data.theme) asked = ""
    else if (now !== asked) {
      asked = now
      setTriggerValue("changed", now)
    }
  }
  nameMenu()
  const timer = setInterval(() => {
    look()
    nameMenu()
  }, 1000)
  const watcher = new MutationObserver(returnFocus)
  watcher.observe(document.body, { childList: true, subtree: true })
  document.addEventListener("focusin", remember)
  document.addEventListener("click", closeMenus)
  document.addEventListener("keydown", closeMenus)
  window.addEventListener("beforeprint", fitSheet)
  return () => {
    document.removeEventListener("click", closeMenus)
    document.removeEventListener("keydown", closeMenus)
    window.removeEventListener("beforeprint", fitSheet)
    clearInterval(timer)
    watcher.disconnect()
    document.removeEventListener("focusin", remember)
  }
}
