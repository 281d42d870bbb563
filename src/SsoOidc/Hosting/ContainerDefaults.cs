using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SsoOidc.Hosting;

/// <summary>What a container gives to a client that does not say otherwise.</summary>
internal static class ContainerDefaults
{
    public static void Fill(SsoOidcClientOptions options, IServiceProvider provider, string handlerName)
    {
        options.TimeProvider ??= Given(options, static level => level.TimeProvider) ?? provider.GetService<TimeProvider>();
        options.Telemetry.MeterFactory ??= Given(options, static level => level.Telemetry.MeterFactory) ?? provider.GetService<IMeterFactory>();
        options.LoggerFactory ??= Given(options, static level => level.LoggerFactory) ?? provider.GetService<ILoggerFactory>();
        if (Given(options, static level => (object?)level.Http.Handler ?? (object?)level.Http.Client ?? level.Http.HandlerFactory) is null)
        {
            options.Http.HandlerFactory = provider.GetRequiredService<IHttpMessageHandlerFactory>();
            options.Http.HandlerName = handlerName;
        }
    }

    // The first level that has it; a level is not visited twice, since defaults may lead back to themselves.
    private static T? Given<T>(SsoOidcClientOptions options, Func<SsoOidcClientOptions, T?> read)
        where T : class
    {
        var visited = new HashSet<SsoOidcClientOptions>();
        for (var level = options; level is not null && visited.Add(level); level = level.Defaults)
        {
            if (read(level) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}

/// <summary>Options that nobody has: making them makes the client, so that the check of options at the start checks the client.</summary>
internal sealed class ClientStart;
