package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.planted.PlantedSystem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of systems, held by a planted one and by the project's own. */
@ParameterizedClass
@MethodSource("systems")
class EverySystemTest extends SystemContract {
    EverySystemTest(SystemDefinition system) {
        super(system);
    }

    static Stream<SystemDefinition> systems() {
        return Stream.of(new PlantedSystem(), SystemDefinition.load());
    }

    /** The other tests say something of every resource of a type, so there must be some. */
    @Test
    void planted_system_has_every_type() {
        Synthesized planted = Synthesized.demoOf(new PlantedSystem());
        for (String type : List.of(
                "AWS::Lambda::Function",
                "AWS::Lambda::EventSourceMapping",
                "AWS::Lambda::Url",
                "AWS::DynamoDB::Table",
                "AWS::SQS::Queue",
                "AWS::SNS::Subscription",
                "AWS::SNS::Topic",
                "AWS::IAM::Role",
                "AWS::Events::Rule")) {
            assertThat(planted.propertiesOf(type)).as(type).isNotEmpty();
        }
    }
}
