// What was asked for last: a server that does not follow is not asked twice.
let asked = ""

const seen = (ground) => {
  const [red, green, blue] = (getComputedStyle(ground).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number)
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light"
}

export default function ({ data, parentElement, setTriggerValue }) {
  const ground = parentElement.querySelector(".ground")
  const look = () => {
    const now = seen(ground)
    if (now === data.theme) asked = ""
    else if (now !== asked) {
      asked = now
      setTriggerValue("changed", now)
    }
  }
  const timer = setInterval(look, 1000)
  return () => clearInterval(timer)
}
