using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SsoOidc;
using SsoOidc.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="SsoOidcClient"/> with a container.</summary>
public static class SsoOidcServiceCollectionExtensions
{
    /// <summary>The name under which the client's handler is known to <see cref="IHttpMessageHandlerFactory"/>; keyed clients append their key.</summary>
    private const string HandlerName = "SsoOidc";

    /// <summary>
    /// Registers a client, one for all. Clock, log and handlers come from the container; the options can also be set by
    /// <c>services.Configure&lt;SsoOidcClientOptions&gt;</c>, and for all clients at once by <c>ConfigureAll</c>. The client is made
    /// when the host starts, so that a configuration that cannot work stops it then.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; may be called more than once for one client, in order.</param>
    /// <returns>Configures the handler. Its primary handler follows no redirects and has the time limits, proxy and certificates of the options.</returns>
    public static IHttpClientBuilder AddSsoOidcClient(this IServiceCollection services, Action<SsoOidcClientOptions>? configure = null) =>
        Add(services, null, builder => Configure(builder, configure));

    /// <summary>
    /// Registers a client whose options stand in a configuration, see <see cref="SsoOidcClientOptions.Bind"/>, and else as
    /// <see cref="AddSsoOidcClient(IServiceCollection, Action{SsoOidcClientOptions})"/> does.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section with the options.</param>
    /// <param name="configure">Sets options after the configuration has.</param>
    /// <returns>Configures the handler.</returns>
    public static IHttpClientBuilder AddSsoOidcClient(
        this IServiceCollection services, IConfiguration configuration, Action<SsoOidcClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, null, builder => Configure(builder.Configure(options => options.Bind(configuration)), configure));
    }

    /// <summary>
    /// Registers one client of several, found by its key; the options' name is the key's text. Else as
    /// <see cref="AddSsoOidcClient(IServiceCollection, Action{SsoOidcClientOptions})"/> does.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Configures the handler.</returns>
    public static IHttpClientBuilder AddKeyedSsoOidcClient(
        this IServiceCollection services, object serviceKey, Action<SsoOidcClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        return Add(services, serviceKey, builder => Configure(builder, configure));
    }

    /// <summary>
    /// Registers one client of several whose options stand in a configuration. Else as
    /// <see cref="AddKeyedSsoOidcClient(IServiceCollection, object, Action{SsoOidcClientOptions})"/> does.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key.</param>
    /// <param name="configuration">The section with the options.</param>
    /// <param name="configure">Sets options after the configuration has.</param>
    /// <returns>Configures the handler.</returns>
    public static IHttpClientBuilder AddKeyedSsoOidcClient(
        this IServiceCollection services, object serviceKey, IConfiguration configuration, Action<SsoOidcClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, serviceKey, builder => Configure(builder.Configure(options => options.Bind(configuration)), configure));
    }

    private static void Configure(OptionsBuilder<SsoOidcClientOptions> builder, Action<SsoOidcClientOptions>? configure)
    {
        if (configure is not null)
        {
            builder.Configure(configure);
        }
    }

    private static IHttpClientBuilder Add(IServiceCollection services, object? key, Action<OptionsBuilder<SsoOidcClientOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        string optionsName = key switch
        {
            null => Options.Options.DefaultName,
            string { Length: > 0 } text => text,
            string => throw new ArgumentException("The key may not be empty.", nameof(key)),
            _ => $"{key.GetType().FullName}:{key}",
        };
        string handlerName = key is null ? HandlerName : $"{HandlerName}:{optionsName}";
        configure(services.AddOptions<SsoOidcClientOptions>(optionsName));
        if (services.Any(service => service.ServiceType == typeof(SsoOidcClient) && Equals(service.ServiceKey, key)))
        {
            // A second registration of the same client only adds to its options.
            return services.AddHttpClient(handlerName);
        }

        services.AddOptions<SsoOidcClientOptions>(optionsName)
            .PostConfigure<IServiceProvider>((options, provider) => ContainerDefaults.Fill(options, provider, handlerName));
        services.Add(key is null
            ? ServiceDescriptor.Singleton(provider => Create(provider, optionsName))
            : ServiceDescriptor.KeyedSingleton(key, (provider, _) => Create(provider, optionsName)));
        services.AddOptions<ClientStart>(optionsName)
            .Configure<IServiceProvider>((_, provider) => Find(provider, key))
            .ValidateOnStart();
        return services.AddHttpClient(handlerName)
            .UseSocketsHttpHandler((handler, provider) => Find(provider, key).PrepareHandler(handler));
    }

    private static SsoOidcClient Create(IServiceProvider provider, string optionsName) =>
        new(provider.GetRequiredService<IOptionsMonitor<SsoOidcClientOptions>>().Get(optionsName));

    private static SsoOidcClient Find(IServiceProvider provider, object? key) =>
        key is null ? provider.GetRequiredService<SsoOidcClient>() : provider.GetRequiredKeyedService<SsoOidcClient>(key);
}
