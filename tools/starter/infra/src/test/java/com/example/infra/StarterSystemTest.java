package com.example.infra;

import faas.infra.SystemContract;

class StarterSystemTest extends SystemContract {
    StarterSystemTest() {
        super(new StarterSystem());
    }
}
