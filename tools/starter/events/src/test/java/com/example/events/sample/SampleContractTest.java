package com.example.events.sample;

import faas.events.ContextContract;

class SampleContractTest extends ContextContract {}
