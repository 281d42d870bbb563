using SsoOidc.Options;
using SsoOidc.Shapes;

namespace SsoOidc.Pipeline;

/// <summary>Who is told of the parts of a call's bodies, and where its answer goes.</summary>
internal sealed class BodyTransfer
{
    public static readonly ContextKey<BodyTransfer> Key = new("body transfer");

    // The reference takes these among the parameters.
    private const string SentName = "on_chunk_sent";
    private const string ReceivedName = "on_chunk_received";
    private const string TargetName = "response_target";

    private static readonly string[] Names = [SentName, ReceivedName, TargetName];

    public Action<ReadOnlyMemory<byte>, long, long?>? Sent { get; private set; }

    public Action<ReadOnlyMemory<byte>, long, long?>? Received { get; private set; }

    public ResponseTarget? Target { get; private set; }

    private bool IsNeeded => Sent is not null || Received is not null || Target is not null;

    /// <summary>What the client has of it; null for nothing. Nothing goes over a wire where answers are stubbed.</summary>
    public static BodyTransfer? Of(SsoOidcClientConfig config)
    {
        if (config.StubResponses)
        {
            return null;
        }

        var sent = (Action<ReadOnlyMemory<byte>, long, long?>?)config.Get(HttpRows.OnChunkSent);
        var received = (Action<ReadOnlyMemory<byte>, long, long?>?)config.Get(HttpRows.OnChunkReceived);
        return sent is null && received is null ? null : new BodyTransfer { Sent = sent, Received = received };
    }

    /// <summary>Puts on a call what the client, its parameters and its options ask for; returns whether that is anything.</summary>
    /// <exception cref="ParameterValidationException">A parameter that should be a function or a target is none.</exception>
    public static bool Attach(OperationContext context, RequestOptions? options, BodyTransfer? ofClient)
    {
        bool areParameters = context.IsLoose && Array.Exists(Names, context.Parameters.ContainsKey);
        if (!areParameters && ofClient is null && options is not { Observes: true })
        {
            return false;
        }

        var transfer = new BodyTransfer { Sent = ofClient?.Sent, Received = ofClient?.Received };
        if (areParameters)
        {
            transfer.TakeParameters(context);
        }

        if (options is not null)
        {
            transfer.Sent = options.OnChunkSent ?? transfer.Sent;
            transfer.Received = options.OnChunkReceived ?? transfer.Received;
            transfer.Target = options.Target ?? transfer.Target;
        }

        if (context.Config.StubResponses)
        {
            (transfer.Sent, transfer.Received) = (null, null);
        }

        if (transfer.IsNeeded)
        {
            context.Set(Key, transfer);
        }

        return transfer.IsNeeded;
    }

    private void TakeParameters(OperationContext context)
    {
        var rest = new Dictionary<string, object?>(context.Parameters, StringComparer.Ordinal);
        var errors = new List<ParameterError>();
        Sent = Take(rest, SentName, errors, ToFunction) ?? Sent;
        Received = Take(rest, ReceivedName, errors, ToFunction) ?? Received;
        Target = Take(rest, TargetName, errors, ToTarget);
        context.Parameters = errors.Count == 0 ? rest : throw new ParameterValidationException(errors);
    }

    private static T? Take<T>(Dictionary<string, object?> parameters, string name, List<ParameterError> errors, Func<object, T?> read)
        where T : class
    {
        if (!parameters.Remove(name, out object? value) || value is null)
        {
            return null;
        }

        var taken = read(value);
        if (taken is null)
        {
            errors.Add(ParameterError.WrongType(name, name == TargetName ? "a path, stream or function" : "a function", LooseTypes.NameOf(value)));
        }

        return taken;
    }

    private static Action<ReadOnlyMemory<byte>, long, long?>? ToFunction(object value) => value as Action<ReadOnlyMemory<byte>, long, long?>;

    private static ResponseTarget? ToTarget(object value) => value switch
    {
        ResponseTarget target => target,
        string { Length: > 0 } path => ResponseTarget.ToFile(path),
        Stream { CanWrite: true } stream => ResponseTarget.ToStream(stream),
        Action<ReadOnlyMemory<byte>> function => ResponseTarget.ToFunction(function),
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> function => ResponseTarget.ToFunction(function),
        _ => null,
    };
}
