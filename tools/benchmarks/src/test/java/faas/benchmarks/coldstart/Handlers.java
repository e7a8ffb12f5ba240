package faas.benchmarks.coldstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueReader;
import com.fasterxml.jackson.jr.ob.api.ValueWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONReader;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;
import faas.events.EventCodec;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** The functions that are compared. Each makes what it needs in its constructor, as a real one does. */
final class Handlers {
    private Handlers() {}

    /** Gives back what it got: what the JVM and the runtime interface client take by themselves. */
    public static final class Baseline implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            input.transferTo(output);
        }
    }

    /** Reads an event and writes it again with avaje-json-core, records mapped by hand. */
    public static final class AvajeByHand implements RequestStreamHandler {
        private final SaleByAvaje sales = new SaleByAvaje();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            output.write(sales.again(event).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads and writes it with a context's codec: jackson-core, with every check. */
    public static final class Codec implements RequestStreamHandler {
        private final EventCodec codec = new EventCodec(new SaleEventFormat());

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            output.write(codec.encode(codec.decode(event)).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads and writes the same records with avaje-jsonb and the adapters that it generates for them. */
    public static final class AvajeJsonb implements RequestStreamHandler {
        private final Jsonb jsonb = Jsonb.builder().build();
        private final JsonType<SaleEnvelope> type = jsonb.type(SaleEnvelope.class);

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            type.toJson(type.fromJson(input.readAllBytes()), output);
        }
    }

    /** Reads and writes the same records with jackson-jr, which is told of times. */
    public static final class JacksonJr implements RequestStreamHandler {
        private final JSON json = JSON.builder()
                .register(new JacksonJrExtension() {
                    @Override
                    protected void register(ExtensionContext context) {
                        context.insertProvider(new Times());
                    }
                })
                .build();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            json.write(json.beanFrom(SaleEnvelope.class, input.readAllBytes()), output);
        }

        private static final class Times extends ReaderWriterProvider {
            @Override
            public @Nullable ValueReader findValueReader(JSONReader readers, Class<?> type) {
                return type == Instant.class
                        ? new ValueReader(Instant.class) {
                            @Override
                            public Object read(JSONReader reader, JsonParser in) throws IOException {
                                return Instant.parse(in.getText());
                            }
                        }
                        : null;
            }

            @Override
            public @Nullable ValueWriter findValueWriter(JSONWriter writers, Class<?> type) {
                return type == Instant.class
                        ? new ValueWriter() {
                            @Override
                            public void writeValue(JSONWriter writer, JsonGenerator out, Object value)
                                    throws IOException {
                                out.writeString(value.toString());
                            }

                            @Override
                            public Class<?> valueType() {
                                return Instant.class;
                            }
                        }
                        : null;
            }
        }
    }

    /** Reads and writes the same records with Jackson databind. */
    public static final class Jackson implements RequestStreamHandler {
        private final JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            mapper.writeValue(output, mapper.readValue(input, SaleEnvelope.class));
        }
    }

    /** One structured line and one metric with function-kit. */
    public static final class Kit implements RequestStreamHandler {
        private final Invocations invocations = Invocations.ofThisProcess();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            try (Invocation invocation = invocations.begin(context)) {
                invocation.log().with("saleId", "7f3").info("slot taken");
                invocation.metrics().count("SlotsTaken", 1);
                input.transferTo(output);
            }
        }
    }

    /** One structured line with Powertools, over Log4j 2 and its JSON template layout. */
    public static final class PowertoolsLog implements RequestStreamHandler {
        private static final Logger LOG = LoggerFactory.getLogger(PowertoolsLog.class);

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            PowertoolsLogging.initializeLogging(context);
            LOG.atInfo().addKeyValue("saleId", "7f3").log("slot taken");
            PowertoolsLogging.clearState(true);
            input.transferTo(output);
        }
    }

    /** One metric with Powertools. */
    public static final class PowertoolsMetric implements RequestStreamHandler {
        private final Metrics metrics = MetricsFactory.getMetricsInstance();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            metrics.setNamespace("benchmark");
            metrics.addMetric("SlotsTaken", 1, MetricUnit.COUNT);
            metrics.flush();
            input.transferTo(output);
        }
    }

    /** One structured line and one metric with Powertools. */
    public static final class Powertools implements RequestStreamHandler {
        private final PowertoolsLog log = new PowertoolsLog();
        private final PowertoolsMetric metric = new PowertoolsMetric();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            log.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), context);
            metric.handleRequest(input, output, context);
        }
    }
}
