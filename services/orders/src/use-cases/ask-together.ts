interface Asking<Answer> {
  now: Promise<Answer>
  next?: Promise<Answer>
}

/**
 * Many who ask the same at once are answered by one asking. Who comes while it is under way shares the next one, so that no
 * answer is older than its question.
 */
export function askTogether<Question extends unknown[], Answer>(
  ask: (...question: Question) => Promise<Answer>,
): (...question: Question) => Promise<Answer> {
  const askings = new Map<string, Asking<Answer>>()

  function begin(key: string, question: Question): Promise<Answer> {
    const forget = () => {
      if (!asking.next) askings.delete(key)
    }
    const asking: Asking<Answer> = { now: ask(...question).finally(forget) }
    askings.set(key, asking)
    return asking.now
  }

  return (...question) => {
    const key = JSON.stringify(question)
    const asking = askings.get(key)
    if (!asking) return begin(key, question)
    const again = () => begin(key, question)
    asking.next ??= asking.now.then(again, again)
    return asking.next
  }
}
