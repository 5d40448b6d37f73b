"""A call as sound: every `<Say>` spoken by espeak-ng, joined with the pauses to one recording.

The Norwegian voice of espeak-ng sounds like a machine, not like Twilio's; words, pace, pauses and
keys are those of the call. https://github.com/espeak-ng/espeak-ng
"""

import array
import math
import shutil
import subprocess
import wave
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from assistant.texts.measures import WORDS_PER_MINUTE
from devtools.phone_simulator.call import CallRecord, Event
from devtools.phone_simulator.speech import Piece, Silence

SPEAKER = "espeak-ng"
OUR_VOICE, CALLERS_VOICE = "nb", "nb+f3"
SAMPLES = 22050
"""A second, mono, 16 bits: what espeak-ng makes."""
AMPLITUDES = {"medium": 100, "loud": 150, "x-loud": 200}

TONES_LOW, TONES_HIGH = (697, 770, 852, 941), (1209, 1336, 1477)
KEYPAD = "123456789*0#"
"""DTMF: a key sounds the tone of its row and of its column (ITU-T Q.23)."""
TONE_SECONDS, KEY_GAP_SECONDS, TURN_SECONDS = 0.15, 0.25, 0.6


def can_speak() -> bool:
    """Whether espeak-ng is installed (Debian: `apt-get install espeak-ng`)."""
    return shutil.which(SPEAKER) is not None


def record_to(record: CallRecord, folder: Path) -> Path:
    """Write the call to a folder: every text as a WAV, and all together as `call.wav`.

    Returns:
        The recording of the whole call.

    Raises:
        OSError: espeak-ng is missing, or the folder cannot be written.
        subprocess.CalledProcessError: espeak-ng failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = bytearray()
    for number, event in enumerate(record.events, start=1):
        sound = b"".join(_sounds(event))
        whole += sound
        if event.kind == "say":
            _write(folder / f"{number:03}.wav", sound)
    _write(folder / "call.wav", bytes(whole))
    return folder / "call.wav"


def seconds_of(recording: Path) -> float:
    """How long a recording is."""
    with wave.open(str(recording)) as reader:
        return float(reader.getnframes() / reader.getframerate())


def _sounds(event: Event) -> Iterator[bytes]:
    match event.kind:
        case "say":
            for part in event.parts:
                yield _silence(part.seconds) if isinstance(part, Silence) else _spoken(part)
            yield _silence(TURN_SECONDS)
        case "speech":
            yield _spoken(Piece(event.text), CALLERS_VOICE)
            yield _silence(TURN_SECONDS)
        case "keys":
            for key in event.text:
                yield _tone(key)
                yield _silence(KEY_GAP_SECONDS)
        case "pause" | "silence":
            yield _silence(float(event.text))


def _spoken(piece: Piece, voice: str = OUR_VOICE) -> bytes:
    command = [SPEAKER, "-v", voice, "-s", str(round(WORDS_PER_MINUTE * piece.rate))]
    command += ["-a", str(AMPLITUDES.get(piece.volume, 100)), "--stdin", "--stdout"]
    spoken = subprocess.run(command, input=piece.text.encode(), capture_output=True, check=True)
    with wave.open(BytesIO(spoken.stdout)) as reader:
        return bytes(reader.readframes(reader.getnframes()))


def _silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * SAMPLES))


def _tone(key: str) -> bytes:
    row, column = divmod(KEYPAD.index(key), 3)
    tones = (TONES_LOW[row], TONES_HIGH[column])
    return array.array(
        "h",
        (
            round(6000 * sum(math.sin(2 * math.pi * tone * at / SAMPLES) for tone in tones))
            for at in range(round(TONE_SECONDS * SAMPLES))
        ),
    ).tobytes()


def _write(path: Path, sound: bytes) -> None:
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLES)
        writer.writeframes(sound)
