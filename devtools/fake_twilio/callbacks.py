"""The fake's status callbacks: signed as Twilio signs them, in the order and number asked for."""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import structlog

from devtools.fake_twilio.state import API_VERSION, FakeTwilio, Resource
from devtools.phone_simulator import Caller, Outbound
from devtools.signed_post import SignedPost

log = structlog.get_logger(__name__)

_FAILED = ("failed", "undelivered")
_THREADS = 4


class Callbacks:
    """Posts what becomes of messages and calls to the address given with each.

    Args:
        fake: the account.
        public_base_url: the app's public address, as it stands in the callback addresses.
        really_at: where the app really listens.
    """

    def __init__(self, fake: FakeTwilio, public_base_url: str, really_at: str | None) -> None:
        self._fake = fake
        self._public = public_base_url
        self._post = SignedPost(fake.auth_token, public_base_url, really_at)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="callbacks")
        self._stopping = threading.Event()

    def go_to(self, really_at: str) -> None:
        """Post to an app that listens somewhere else from now on."""
        self._post.really_at = really_at

    def follow_message(self, message: Resource) -> None:
        """Let the message go its way."""
        self._pool.submit(self._run_message, message)

    def follow_call(self, call: Resource) -> None:
        """Let the call be answered and end."""
        self._pool.submit(self._run_call, call)

    def stop(self) -> None:
        """End after the callback that is being posted."""
        self._stopping.set()
        self._pool.shutdown()
        self._post.close()

    def _run_message(self, message: Resource) -> None:
        plan = self._fake.plan_for(message.to)
        for status in plan.statuses:
            code = plan.error_code if status in _FAILED else None
            for _ in range(plan.repeats):
                if self._stopping.wait(plan.delay):
                    return
                self._fake.set_status(message, status, code)
                form = {"MessageSid": message.sid, "MessageStatus": status}
                form |= {"SmsSid": message.sid, "SmsStatus": status}
                self._call_back(message, form | ({"ErrorCode": str(code)} if code else {}))

    def _run_call(self, call: Resource) -> None:
        answer = self._fake.answers.get(call.to)
        end = "no-answer" if answer is not None and not answer.by else "completed"
        for status in ("ringing", "in-progress") if end == "completed" else ("ringing",):
            self._fake.set_status(call, status)
        if answer is not None and answer.by and call.url:
            person = Caller(
                self._post.really_at,
                self._public,
                self._fake.auth_token,
                call.to,
                call.sender,
                account_sid=self._fake.account_sid,
            )
            taken = Outbound(call.sid, call.url, answer.by if call.detects else "")
            self._fake.played[call.sid] = person.answer(taken, answer.script)
        self._fake.set_status(call, end)
        self._call_back(call, {"CallSid": call.sid, "CallStatus": end, "Direction": "outbound-api"})

    def _call_back(self, resource: Resource, form: dict[str, str]) -> None:
        if not resource.status_callback:
            return
        form |= {
            "AccountSid": self._fake.account_sid,
            "ApiVersion": API_VERSION,
            "From": resource.sender,
            "To": resource.to,
        }
        try:
            answer = self._post.post(resource.status_callback, form)
        except httpx.HTTPError as error:
            # As with Twilio: a callback that nobody takes is gone.
            log.info("callback.lost", sid=resource.sid, why=type(error).__name__)
        else:
            if answer.is_error:
                log.warning("callback.refused", sid=resource.sid, status=answer.status_code)
