"""A real worker makes what was approved, also after it, Redis and Redis's data were lost in the middle of a render."""

from budgetportal.publishing import state as states
from budgetportal.publishing import verification, versions
from budgetportal.publishing.models import REQUIRED, Artefact, Job, Version
from budgetportal.publishing.state import State
from tests.publishing import scenes
from tests.publishing.scenes import bring_to, long_filing
from tests.publishing.workers import running, wait_for


def test_worker_and_redis_killed_and_wiped_in_mid_render(stage, people, draft):
    record = scenes.draft_of("long", long_filing())
    scenes.give_roles(record.unit, people)
    stage.start_worker()
    bring_to(State.GENERATING, record, people)
    wait_for(lambda: [job for job in running() if job.name == "pdf"], 60, "the PDF is being set")
    stage.kill_worker()
    stage.kill_redis(wipe=True)
    assert states.of(record) is State.GENERATING
    assert not versions.public(Version.objects.all()).exists()
    stage.redis.start()
    stage.start_worker()
    wait_for(lambda: states.of(record) is State.PUBLISHED, 180, "published")
    assert Job.objects.get(name="pdf").attempts == 2
    assert Artefact.objects.count() == len(REQUIRED)
    assert not list(verification.faults())


def test_a_worker_that_cannot_render_does_not_start(stage):
    stage.extra_modules = ("tests.publishing.unfit",)
    stage.start_worker()
    assert stage.worker.wait(30) != 0
    assert "缺少字体文件" in stage.log()
