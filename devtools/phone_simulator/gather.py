"""`<Gather>`: the question. Prompts inside it are heard, then keys or speech are awaited.

As twilio.com/docs/voice/twiml/gather describes it:
- keys end at `numDigits`, at `finishOnKey` (default #, not part of Digits) or `timeout` seconds
  after the last one;
- with both kinds of input the first one detected wins; speech ends `speechTimeout` seconds after
  the last word;
- without any input the next verb follows, unless `actionOnEmptyResult` sends an empty answer.
"""

import time
from xml.etree.ElementTree import Element

from assistant.texts.measures import count_spoken_words
from devtools.phone_simulator import limits
from devtools.phone_simulator.call import Call, Ended, EndedBy, Go
from devtools.phone_simulator.script import HangUp, Keys, Silent, Speech
from devtools.phone_simulator.sounds import pause, play, say

SAME_KEY_SECONDS = 2.1
AUTO_SPEECH_TIMEOUT = 1.0
"""What `auto` takes here; Twilio does not say."""

PROMPTS = {"Say": say, "Play": play, "Pause": pause}


def gather(call: Call, element: Element) -> Go | None:
    """Ask, and send what the caller answers to the action."""
    call.record.questions += 1
    for problem in limits.problems_of_gather(element):
        call.problem(problem)
        if problem.startswith("13331"):
            return None  # The Gather fails and the next verb follows.
    for child in element:
        if child.tag not in PROMPTS:
            raise Ended(EndedBy.ERROR, f"12200: <{child.tag}> inside <Gather>")
        PROMPTS[child.tag](call, child)

    timeout = float(element.get("timeout", "5"))
    accepted = element.get("input", "dtmf").split()
    answer = call.script.answer()
    if isinstance(answer, HangUp):
        raise Ended(EndedBy.CALLER)
    if isinstance(answer, Keys) and "dtmf" in accepted:
        return _keys(call, element, answer.keys, timeout)
    if isinstance(answer, Speech) and "speech" in accepted:
        return _speech(call, element, answer)
    if not isinstance(answer, Silent):
        call.problem(f"not listened to: {answer} ({element.get('input', 'dtmf')})")
    return _nothing(call, element, timeout)


def _keys(call: Call, element: Element, keys: str, timeout: float) -> Go | None:
    wanted = int(element.get("numDigits", "0"))
    finish = element.get("finishOnKey", "#")
    taken = ""
    pressed = 0
    finished = False
    for key in keys:
        pressed += 1
        if finish and key in finish:
            finished = True
            break
        taken += key
        if len(taken) == wanted:
            finished = True
            break
    call.pass_time(call.pace.thinking)
    if keys == call.last_keys:
        # Who presses the same key again has heard another question first; the app tells a key
        # that bounces by real time, which does not pass with the call's.
        time.sleep(SAME_KEY_SECONDS)
    call.last_keys = keys
    call.note("keys", keys[:pressed])
    call.pass_time(call.pace.per_key * pressed + (0 if finished else timeout))
    if lost := keys[pressed:]:
        call.problem(f"keys pressed after the question was over: {lost}")
    if not taken:
        return _nothing(call, element, 0)
    return call.go(element, {"Digits": taken, "msg": "Gather End"})


def _speech(call: Call, element: Element, said: Speech) -> Go:
    words = said.words
    wait = element.get("speechTimeout", element.get("timeout", "5"))
    seconds = AUTO_SPEECH_TIMEOUT if wait == "auto" else float(wait)
    call.pass_time(call.pace.thinking)
    call.note("speech", words)
    call.pass_time(count_spoken_words(words) * 60 / call.pace.words_per_minute + seconds)
    return call.go(
        element,
        {
            "SpeechResult": words,
            "Confidence": str(said.confidence),
            "Language": element.get("language", "en-US"),
            "msg": "Gather End",
        },
    )


def _nothing(call: Call, element: Element, timeout: float) -> Go | None:
    call.note("silence", f"{timeout:g}")
    call.pass_time(timeout)
    if element.get("actionOnEmptyResult", "false") == "true":
        return call.go(element, {"Digits": "", "msg": "Gather End"})
    return None
