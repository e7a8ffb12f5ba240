package com.example.infra.sample;

import faas.infra.StageApp;
import software.amazon.awscdk.Stack;

/** The Sample context: its tables and its functions. */
final class SampleStack extends Stack {
    SampleStack(StageApp app) {
        super(app.app(), app.stage().physicalName("sample"));
        NotesDeclaration.declare(this, app);
        KeepFromQueueDeclaration.declare(this, app);
        ShowByHttpDeclaration.declare(this, app);
        RelayFromStreamDeclaration.declare(this, app);
        KeepByHttpDeclaration.declare(this, app);
        SweepOnScheduleDeclaration.declare(this, app);
        WorkOnCallDeclaration.declare(this, app);
        AnswerOnRequestDeclaration.declare(this, app);
        CountFromTopicDeclaration.declare(this, app);
        WatchFromStreamDeclaration.declare(this, app);
        KeepByWebhookDeclaration.declare(this, app);
        DrainForLagDeclaration.declare(this, app);
        MeasureForLagDeclaration.declare(this, app);
    }
}
