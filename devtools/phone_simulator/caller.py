"""Simulated caller: places a call, runs its documents to the end, and reports that it is over."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from devtools.phone_simulator.call import Call, CallRecord, Event, Go, Pace
from devtools.phone_simulator.script import Script
from devtools.phone_simulator.verbs import run
from devtools.phone_simulator.webhook import Webhook

ACCOUNT_SID = "AC" + "0" * 32


@dataclass(frozen=True)
class Outbound:
    """A call that the app placed through Twilio's API.

    Args:
        call_sid: Twilio's id of it.
        url: the document of the one who answers.
        answered_by: what machine detection says: `human`, `machine_end_beep`, `unknown` …; empty
            where it was not asked for.
    """

    call_sid: str
    url: str
    answered_by: str = ""


class Caller:
    """Somebody with a telephone.

    Args:
        app_url: where the app listens.
        public_url: the address that Twilio would sign; often the same.
        token: the account's auth token.
        from_: the caller's number in E.164, or what Twilio sends for a hidden one (`anonymous`).
        to: the number called.
        voice_path: the webhook of the number.
        status_path: where the end of the call is reported.
    """

    def __init__(
        self,
        app_url: str,
        public_url: str,
        token: str,
        from_: str,
        to: str,
        *,
        account_sid: str = ACCOUNT_SID,
        pace: Pace | None = None,
        voice_path: str = "/twilio/voice",
        status_path: str = "/twilio/voice/status",
    ) -> None:
        self._where = (app_url, public_url, token)
        self._who = (from_, to, account_sid)
        self._pace = pace or Pace()
        self._voice_path = voice_path
        self._status_path = status_path

    def call(
        self, script: Iterable[str] = (), on_event: Callable[[Event], None] = lambda _event: None
    ) -> CallRecord:
        """Call, and do what the script says; when it is used up the caller hangs up.

        Args:
            script: lines as `devtools.phone_simulator.script` reads them.
            on_event: told of every event when it happens.
        """
        webhook = Webhook(*self._where)
        try:
            call = Call(webhook, Script(script), self._pace, *self._who, on_event)
            record = run(call, Go(webhook.public_url + self._voice_path))
            call.report_end(webhook.public_url + self._status_path)
        finally:
            webhook.close()
        return record

    def answer(self, outbound: Outbound, script: Iterable[str] = ()) -> CallRecord:
        """Take a call that the app placed; `from_` is who answers and `to` the app's number.

        Its end is not reported: that goes to the address which the app gave with the call.
        """
        webhook = Webhook(*self._where)
        person, app, account = self._who
        try:
            call = Call(
                webhook, Script(script), self._pace, app, person, account, lambda _event: None
            )
            call.is_outbound(outbound.call_sid, outbound.answered_by)
            return run(call, Go(outbound.url))
        finally:
            webhook.close()
