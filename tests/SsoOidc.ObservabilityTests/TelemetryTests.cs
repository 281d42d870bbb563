using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SsoOidc.ObservabilityTests.Support;

namespace SsoOidc.ObservabilityTests;

/// <summary>Spans and metrics, as the OpenTelemetry SDK and its in-memory exporter see them.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_call_is_a_span_and_each_attempt_one_below_it()
    {
        var spans = new List<Activity>();
        using (Listen(spans))
        {
            using var transport = new Answers(
                () => Watched.Answer(500, string.Empty),
                () => Watched.Answer(200, "{}", ("x-amzn-requestid", "r-1"), ("content-length", "2")));
            using var client = Watched.Client(transport);
            await client.CreateTokenAsync(Watched.Request);
            Assert.Null(Activity.Current);
        }

        Assert.Equal(["Handler.NetHttp", "Handler.NetHttp", "SSOOIDC.CreateToken"], spans.Select(static span => span.OperationName));
        var (failed, succeeded, call) = (spans[0], spans[1], spans[2]);
        Assert.Equal("SsoOidc", call.Source.Name);
        Assert.Equal(ActivityKind.Client, call.Kind);
        Assert.All([failed, succeeded], attempt => Assert.Equal(call.SpanId, attempt.ParentSpanId));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["rpc.system"] = "aws-api",
                ["rpc.service"] = "SSO OIDC",
                ["rpc.method"] = "CreateToken",
                ["code.function"] = "CreateTokenAsync",
                ["code.namespace"] = typeof(SsoOidcClient).FullName,
                ["cloud.region"] = "us-west-2",
                ["ssooidc.call.attempts"] = 2,
                ["http.response.status_code"] = 200,
                ["aws.request_id"] = "r-1",
                ["server.address"] = "oidc.us-west-2.amazonaws.com",
                ["server.port"] = 443,
            },
            Tags(call));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["http.method"] = "POST",
                ["http.request.method"] = "POST",
                ["net.protocol.name"] = "http",
                ["net.protocol.version"] = "1.1",
                ["network.protocol.version"] = "1.1",
                ["net.peer.name"] = "oidc.us-west-2.amazonaws.com",
                ["net.peer.port"] = "443",
                ["server.address"] = "oidc.us-west-2.amazonaws.com",
                ["server.port"] = 443,
                ["url.full"] = "https://oidc.us-west-2.amazonaws.com/token",
                ["http.request_content_length"] = "119",
                ["http.request.body.size"] = 119,
                ["http.request.resend_count"] = 1,
                ["http.status_code"] = "200",
                ["http.response.status_code"] = 200,
                ["http.response_content_length"] = "2",
                ["http.response.body.size"] = 2,
                ["aws.request_id"] = "r-1",
            },
            Tags(succeeded));
        Assert.Equal(ActivityStatusCode.Error, failed.Status);
        Assert.Equal("500", Tags(failed)["error.type"]);
        Assert.Equal(ActivityStatusCode.Unset, call.Status);
    }

    [Fact]
    public async Task A_failure_is_told_by_its_code_and_an_exception_by_its_type_only()
    {
        var spans = new List<Activity>();
        using (Listen(spans))
        {
            using var transport = new Answers(
                () => Watched.Answer(400, """{"error":"invalid_grant","error_description":"why"}"""),
                () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "x"));
            using var client = Watched.Client(transport, static options => options.Retry.Limit = 0);
            await client.CreateTokenAsync(Watched.Request);
            await client.CreateTokenAsync(Watched.Request);
            client.Handlers.HandleRequest(_ => throw new TimeZoneNotFoundException("s3cr3t"));
            await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => client.CreateTokenAsync(Watched.Request));
            await Assert.ThrowsAsync<ParameterValidationException>(() => client.CreateTokenAsync(new()));
        }

        var calls = spans.Where(static span => span.OperationName == "SSOOIDC.CreateToken").ToArray();
        Assert.Equal(
            ["InvalidGrantException", "TransportNameResolution", "System.TimeZoneNotFoundException", "SsoOidc.ParameterValidationException"],
            calls.Select(static span => (string?)Tags(span)["error.type"]));
        Assert.All(calls, static span => Assert.Equal(ActivityStatusCode.Error, span.Status));
        Assert.Equal("why", calls[0].StatusDescription);
        Assert.DoesNotContain("s3cr3t", calls[2].StatusDescription, StringComparison.Ordinal);
        var attempts = spans.Where(static span => span.OperationName == "Handler.NetHttp").ToArray();
        Assert.Equal(["400", "TransportNameResolution"], attempts.Select(static span => (string?)Tags(span)["error.type"]));
        Assert.Equal("0", Tags(attempts[1])["http.status_code"]);
    }

    [Fact]
    public async Task Any_status_that_is_no_success_is_a_failed_attempt()
    {
        var spans = new List<Activity>();
        using (Listen(spans))
        {
            using var client = Watched.Client(new Answers(101, string.Empty), static options => options.Retry.Limit = 0);
            Assert.Equal("Http101Error", (await client.CreateTokenAsync(Watched.Request)).Error?.Code);
        }

        Assert.Equal("101", Tags(spans[0])["error.type"]);
        Assert.All(spans, static span => Assert.Equal(ActivityStatusCode.Error, span.Status));
    }

    [Fact]
    public async Task A_stubbed_attempt_has_its_own_name_and_no_peer()
    {
        var spans = new List<Activity>();
        using (Listen(spans))
        {
            using var client = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true });
            await client.RegisterClientAsync(new RegisterClientRequest { ClientName = "n", ClientType = "t" });
        }

        Assert.Equal(["Handler.StubResponses", "SSOOIDC.RegisterClient"], spans.Select(static span => span.OperationName));
        Assert.DoesNotContain(Tags(spans[0]).Keys, static name => name.StartsWith("net.peer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_waits_leaves_the_callers_own_activity_alone()
    {
        var spans = new List<Activity>();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using (Listen(spans))
        {
            using var client = Watched.Client(new Waiting(answer.Task));
            using var mine = new Activity("mine").Start();
            var call = client.CreateTokenAsync(Watched.Request);
            Assert.Same(mine, Activity.Current);
            answer.SetResult(Watched.Answer(200, "{}"));
            await call;
            Assert.Same(mine, Activity.Current);
            Assert.Equal(mine.SpanId, spans[^1].ParentSpanId);
        }
    }

    [Fact]
    public async Task A_source_of_ones_own_is_used_instead()
    {
        using var own = new ActivitySource("mine");
        var spans = new List<Activity>();
        using (Listen(spans, "mine"))
        {
            using var client = Watched.Client(new Answers(200, "{}"), options => options.Telemetry.ActivitySource = own);
            await client.CreateTokenAsync(Watched.Request);
        }

        Assert.Equal(2, spans.Count);
    }

    [Fact]
    public async Task Metrics_tell_durations_attempts_errors_quota_and_rate()
    {
        var exported = new List<Metric>();
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter("SsoOidc").AddInMemoryExporter(exported).Build();
        using var transport = new Answers(
            () => Watched.Answer(429, """{"__type":"TooManyRequestsException"}"""),
            () => Watched.Answer(200, "{}"),
            () => Watched.Answer(400, """{"error":"slow_down"}"""),
            () => Watched.Answer(400, """{"__type":"SomethingThatAServerMadeUp"}"""));
        using var client = Watched.Client(transport, static options =>
        {
            options.Retry.Mode = RetryMode.Adaptive;
            options.Seams = new Options.SystemSeams { GetEnvironmentVariable = static _ => null, Random = new Zero() };
        });
        for (int i = 0; i < 3; i++)
        {
            await client.CreateTokenAsync(Watched.Request);
        }

        provider.ForceFlush();
        var points = exported.ToDictionary(static metric => metric.Name, Points);
        Assert.Equal(
            ["ssooidc.client.call.attempts", "ssooidc.client.call.duration", "ssooidc.client.call.errors", "ssooidc.client.limiter.rate", "ssooidc.client.retry.quota"],
            points.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(4, points["ssooidc.client.call.attempts"].Sum(static point => point.GetSumLong()));
        Assert.Equal(3, points["ssooidc.client.call.duration"].Sum(static point => point.GetHistogramCount()));
        Assert.Equal(["SlowDownException", "_OTHER"], points["ssooidc.client.call.errors"].Select(static point => Tag(point, "error.type")).Order(StringComparer.Ordinal));
        Assert.Equal(500, Assert.Single(points["ssooidc.client.retry.quota"]).GetGaugeLastValueLong());
        Assert.True(Assert.Single(points["ssooidc.client.limiter.rate"]).GetGaugeLastValueDouble() >= 0.5);
        Assert.All(points["ssooidc.client.call.duration"], static point => Assert.Equal("CreateToken", Tag(point, "rpc.method")));
        Assert.Contains(0.005, Bounds(points["ssooidc.client.call.duration"][0]));
    }

    [Fact]
    public async Task A_container_gives_its_meter_factory()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMetrics();
        builder.Services.AddSsoOidcClient(static options =>
        {
            options.Region = "us-west-2";
            options.Http.Handler = new Answers(200, "{}");
            options.Seams = new Options.SystemSeams { GetEnvironmentVariable = static _ => null };
        });
        using var host = builder.Build();
        var meters = host.Services.GetRequiredService<IMeterFactory>();
        int calls = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "ssooidc.client.call.duration" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => calls++);
        listener.Start();
        await host.Services.GetRequiredService<SsoOidcClient>().CreateTokenAsync(Watched.Request);
        Assert.Equal(1, calls);
    }

    private static TracerProvider Listen(List<Activity> spans, string source = "SsoOidc") =>
        Sdk.CreateTracerProviderBuilder().AddSource(source).SetSampler(new AlwaysOnSampler()).AddInMemoryExporter(spans).Build();

    private static Dictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary(static tag => tag.Key, static tag => tag.Value);

    private static List<MetricPoint> Points(Metric metric)
    {
        var points = new List<MetricPoint>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            points.Add(point);
        }

        return points;
    }

    private static List<double> Bounds(MetricPoint point)
    {
        var bounds = new List<double>();
        foreach (var bucket in point.GetHistogramBuckets())
        {
            bounds.Add(bucket.ExplicitBound);
        }

        return bounds;
    }

    private static string? Tag(MetricPoint point, string name)
    {
        foreach (var (key, value) in point.Tags)
        {
            if (key == name)
            {
                return (string?)value;
            }
        }

        return null;
    }

    private sealed class Zero : Random
    {
        public override double NextDouble() => 0;
    }

    private sealed class Waiting(Task<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer;
    }
}
