// Full screen without menu and bar, in larger type: for a meeting. Esc, or the same button, leaves it.
const CLASS = "sc-present"
const root = document.documentElement

const follow = () => {
  root.classList.toggle(CLASS, document.fullscreenElement !== null)
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.title = data.help
  button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen())
  document.addEventListener("fullscreenchange", follow)
  return () => document.removeEventListener("fullscreenchange", follow)
}
