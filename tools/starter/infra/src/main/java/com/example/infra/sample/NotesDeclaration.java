package com.example.infra.sample;

import com.example.sample.table.NotesTable;
import faas.infra.StageApp;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.Stage;
import software.amazon.awscdk.CfnOutput;

/** The table of notes. */
final class NotesDeclaration {
    private NotesDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        Stage stage = app.stage();
        StreamedTable notes = new StreamedTable(
                app.dataStack("sample", "notes"),
                "Notes",
                stage.physicalName("notes"),
                NotesTable.NOTE_ID,
                stage.removal());
        CfnOutput.Builder.create(stack, "NotesTableName")
                .value(notes.tableName())
                .build();
        app.share("Notes", notes);
    }
}
